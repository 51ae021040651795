-- One row is one fact, with the channels that still have to hear of it.
DROP INDEX "outbox_event_channel_id_idx";
DROP INDEX "outbox_event_event_id_key";

-- Browsers that were open before ask the server for everything else. These have the realtime service take tokens back.
DELETE FROM "outbox_event" WHERE "name" NOT IN ('session.ended', 'visitor.blocked');

ALTER TABLE "outbox_event" RENAME COLUMN "name" TO "type";
ALTER TABLE "outbox_event" ADD COLUMN "channels" TEXT[], ADD COLUMN "conversation_id" UUID;
UPDATE "outbox_event" SET "channels" = ARRAY["channel"], "conversation_id" = ("payload"->>'conversationId')::uuid;
ALTER TABLE "outbox_event"
    DROP COLUMN "channel",
    DROP COLUMN "coalesce_key",
    ALTER COLUMN "channels" SET NOT NULL;

CREATE OR REPLACE FUNCTION announce_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox_event (event_id, type, channels, payload)
  VALUES (gen_random_uuid(), 'session.ended', ARRAY['staff:session:' || OLD.id],
    jsonb_build_object('actor', NULL, 'sessionId', OLD.id));
  RETURN NULL;
END
$$;

-- What is known of a visitor has a version, too: it is told apart from their conversations.
ALTER TABLE "users" ADD COLUMN "revision" BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION count_user_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := OLD.revision + 1;
  RETURN NEW;
END
$$;

CREATE TRIGGER user_revision BEFORE UPDATE OF name, email, blocked_at ON "users"
FOR EACH ROW EXECUTE FUNCTION count_user_revision();
