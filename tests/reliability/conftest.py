from tests.practised import call as call
from tests.programs import spoken_answer as spoken_answer
from tests.programs import voice as voice
from tests.programs import voicesim as voicesim
from tests.sound_server import sound_server as sound_server
