-- Counting what one sender wrote within the last minute reads a few entries of this index.
CREATE INDEX "message_sender_id_created_at_idx" ON "message"("sender_id", "created_at");

-- DropIndex
DROP INDEX "message_sender_id_idx";
