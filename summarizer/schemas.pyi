# Type checkers only (not shipped): in a checkout the package lives in ../schemas.
from schemas import *
