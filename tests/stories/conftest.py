from tests.practised import call as call
