from tests.programs import voicesim as voicesim
