-- Conversations in which nobody has said anything are deleted after a day.
CREATE INDEX "conversation_empty_idx" ON "conversation"("created_at") WHERE (last_sequence = 0);
