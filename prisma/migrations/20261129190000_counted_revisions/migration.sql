-- Posting counts revisions in its own statement, which then need not call a function. Every other update is still counted here.
DROP TRIGGER conversation_revisions ON "conversation";
CREATE TRIGGER conversation_revisions BEFORE UPDATE ON "conversation"
FOR EACH ROW WHEN (NEW.revision = OLD.revision) EXECUTE FUNCTION count_revisions();
