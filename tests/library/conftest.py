from tests.programs import spoken_answer as spoken_answer
from tests.programs import voice as voice
from tests.programs import voicesim as voicesim
