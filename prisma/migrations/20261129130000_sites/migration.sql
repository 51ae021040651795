-- What visitors belong to: one installation may serve several web sites, and a visitor on two of them is two visitors.

-- CreateTable
CREATE TABLE "site" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "allowed_origins" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "site_key_key" ON "site"("key");

-- One of them is meant where none is named.
CREATE UNIQUE INDEX "site_default_idx" ON "site"("is_default") WHERE (is_default);

-- An id stands in the names of channels, and a key in web pages.
ALTER TABLE "site" ADD CONSTRAINT "site_id_check" CHECK ("id" ~ '^[a-z0-9]{8}$');
ALTER TABLE "site" ADD CONSTRAINT "site_key_check" CHECK ("key" ~ '^pk_[a-z0-9]{16,64}$');
ALTER TABLE "site" ADD CONSTRAINT "site_default_check" CHECK ("is_active" OR NOT "is_default");

INSERT INTO "site" ("id", "key", "name", "is_default")
VALUES (substr(md5(gen_random_uuid()::text), 1, 8), 'pk_' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 24), 'Our site', true);

CREATE FUNCTION default_site_id() RETURNS TEXT LANGUAGE sql STABLE AS $$ SELECT id FROM site WHERE is_default $$;

-- Constants, so that no row is rewritten and no trigger counts a revision: everything so far belongs to the default site.
DO $$
DECLARE site_id TEXT := default_site_id();
BEGIN
  EXECUTE format('ALTER TABLE "conversation" ADD COLUMN "site_id" TEXT NOT NULL DEFAULT %L', site_id);
  EXECUTE format('ALTER TABLE "visitor_session" ADD COLUMN "site_id" TEXT NOT NULL DEFAULT %L', site_id);
END
$$;
ALTER TABLE "conversation" ALTER COLUMN "site_id" SET DEFAULT default_site_id();
ALTER TABLE "visitor_session" ALTER COLUMN "site_id" SET DEFAULT default_site_id();

ALTER TABLE "users" ADD COLUMN "site_id" TEXT;
UPDATE "users" SET "site_id" = default_site_id() WHERE "role" = 'VISITOR';

-- A visitor who is made without a site, or was an agent, is one of the default site. Agents belong to none.
CREATE FUNCTION place_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.site_id := CASE WHEN NEW.role = 'VISITOR' THEN COALESCE(NEW.site_id, default_site_id()) END;
  RETURN NEW;
END
$$;
CREATE TRIGGER user_site BEFORE INSERT OR UPDATE OF role ON "users"
FOR EACH ROW EXECUTE FUNCTION place_user();
ALTER TABLE "users" ADD CONSTRAINT "users_site_check" CHECK (("role" = 'VISITOR') = ("site_id" IS NOT NULL));

ALTER TABLE "users" ADD CONSTRAINT "users_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "visitor_session" ADD CONSTRAINT "visitor_session_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How the browser proves who it is: by a cookie that no script sees, or by a header. A token of the one is none of the other.
CREATE TYPE "credential_mode" AS ENUM ('COOKIE', 'HEADER');
ALTER TABLE "visitor_session" ADD COLUMN "mode" "credential_mode" NOT NULL DEFAULT 'COOKIE';

-- What an agent alone hears has a channel of its own.
CREATE OR REPLACE FUNCTION announce_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox_event (event_id, type, channels, payload)
  VALUES (gen_random_uuid(), 'session.ended', ARRAY['agent:' || OLD.user_id],
    jsonb_build_object('actor', NULL, 'sessionId', OLD.id, 'agentId', OLD.user_id));
  RETURN NULL;
END
$$;
