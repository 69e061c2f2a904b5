-- Decisions that edit, add, split, mark and undo: what it was when it was decided, and which decision one undoes.

ALTER TABLE decision ADD COLUMN was TEXT NOT NULL DEFAULT ''; -- parley.Was as JSON; '' where it was not kept
ALTER TABLE decision ADD COLUMN undoes INTEGER NOT NULL DEFAULT 0; -- seq of the decision that this one undoes; 0 for none
