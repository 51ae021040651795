ALTER TABLE "conversation" ADD COLUMN "waiting_since" TIMESTAMPTZ(3), ADD COLUMN "set_aside_since" TIMESTAMPTZ(3);

-- Where the visitor has the last word, it waits since its first message after the team's last one.
UPDATE "conversation" SET "waiting_since" = (
    SELECT "created_at" FROM "message"
    WHERE "conversation_id" = "conversation"."id" AND "sequence" > COALESCE((
        SELECT "sequence" FROM "message"
        WHERE "conversation_id" = "conversation"."id" AND "sender_side" = 'AGENT'
        ORDER BY "sequence" DESC LIMIT 1
    ), 0)
    ORDER BY "sequence" LIMIT 1
)
WHERE "status" = 'OPEN' AND "last_sequence" > 0 AND "last_visitor_sequence" = "last_sequence";

CREATE INDEX "conversation_waiting_idx" ON "conversation"("waiting_since", "id") WHERE (waiting_since IS NOT NULL AND status = 'OPEN'::conversation_status);
