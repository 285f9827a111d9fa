"""How the small models under starter/ were trained; anyone can train their own with the same programs.

`python -m training <model> prepare|train|export|judge`; see README.md in this folder.
Nothing in the studio imports this package.
"""
