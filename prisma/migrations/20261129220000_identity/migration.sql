-- What a site signs its users' identities with: two at a time, so that one can replace the other without a gap. A removed one keeps its row, not its value.
CREATE TABLE "site_secret" (
    "id" UUID NOT NULL,
    "site_id" TEXT NOT NULL,
    "value" BYTEA,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "site_secret_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "site_secret_site_id_idx" ON "site_secret"("site_id");
ALTER TABLE "site_secret" ADD CONSTRAINT "site_secret_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "site_secret" ADD CONSTRAINT "site_secret_value_check" CHECK (("value" IS NULL) = ("removed_at" IS NOT NULL));

-- How the site itself calls a visitor whom it has vouched for: one person on that site.
ALTER TABLE "users" ADD COLUMN "external_id" TEXT;
CREATE UNIQUE INDEX "users_site_id_external_id_key" ON "users"("site_id", "external_id");
ALTER TABLE "users" ADD CONSTRAINT "users_external_id_check" CHECK (
    "external_id" IS NULL OR ("role" = 'VISITOR' AND char_length("external_id") BETWEEN 1 AND 255)
);
-- Who changes between visitor and agent takes neither along.
CREATE OR REPLACE FUNCTION place_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.site_id := CASE WHEN NEW.role = 'VISITOR' THEN COALESCE(NEW.site_id, default_site_id()) END;
  IF TG_OP = 'UPDATE' AND (NEW.role = 'VISITOR') <> (OLD.role = 'VISITOR') THEN
    NEW.external_id := NULL;
    NEW.email_verified := NEW.role <> 'VISITOR' AND NEW.email_verified;
  END IF;
  RETURN NEW;
END
$$;
UPDATE "users" SET "email_verified" = FALSE WHERE "role" = 'VISITOR' AND "email_verified";

-- A visitor's address is verified only where the site vouched for both.
ALTER TABLE "users" ADD CONSTRAINT "users_email_verified_check" CHECK (
    "role" <> 'VISITOR' OR NOT "email_verified" OR num_nulls("external_id", "email") = 0
);

DROP TRIGGER user_revision ON "users";
CREATE TRIGGER user_revision BEFORE UPDATE OF name, email, email_verified, external_id, blocked_at ON "users"
FOR EACH ROW EXECUTE FUNCTION count_user_revision();

-- Which secret made a session; `null`: the visitor is anonymous.
ALTER TABLE "visitor_session"
    ADD COLUMN "verified_by" UUID,
    ADD COLUMN "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE INDEX "visitor_session_verified_by_idx" ON "visitor_session"("verified_by") WHERE (verified_by IS NOT NULL);
ALTER TABLE "visitor_session" ADD CONSTRAINT "visitor_session_verified_by_fkey" FOREIGN KEY ("verified_by") REFERENCES "site_secret"("id") ON DELETE CASCADE ON UPDATE CASCADE;
