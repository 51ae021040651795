-- AlterTable
ALTER TABLE "users" ADD COLUMN "deactivated_at" TIMESTAMPTZ(3), ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "role" "role" NOT NULL,
    "email" TEXT,
    "invited_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by_id" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reset_link" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "reset_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_id" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");
CREATE INDEX "invitation_invited_by_id_idx" ON "invitation"("invited_by_id");
CREATE INDEX "invitation_accepted_by_id_idx" ON "invitation"("accepted_by_id");
CREATE INDEX "invitation_expires_at_idx" ON "invitation"("expires_at");
CREATE UNIQUE INDEX "reset_link_token_hash_key" ON "reset_link"("token_hash");
CREATE INDEX "reset_link_user_id_idx" ON "reset_link"("user_id");
CREATE INDEX "reset_link_created_by_id_idx" ON "reset_link"("created_by_id");
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_accepted_by_id_fkey" FOREIGN KEY ("accepted_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "reset_link" ADD CONSTRAINT "reset_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "reset_link" ADD CONSTRAINT "reset_link_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role_check" CHECK ("role" <> 'VISITOR');
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_end_check" CHECK ("accepted_at" IS NULL OR "revoked_at" IS NULL);
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_action_check" CHECK ("action" ~ '^[a-z_]{1,40}\.[a-z_]{1,40}$');
-- Ids only: nothing that a person wrote can get in here.
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_subject_check" CHECK ("subject_id" ~ '^[A-Za-z0-9_-]{1,64}$');

-- Deactivation ends the sessions, by whatever statement it comes, and each ended session takes its realtime tokens along.
CREATE TRIGGER deactivated_agent AFTER UPDATE OF deactivated_at ON users
FOR EACH ROW WHEN (NEW.deactivated_at IS NOT NULL AND OLD.deactivated_at IS NULL)
EXECUTE FUNCTION end_sessions_of_former_agent();

-- Outlives the sessions. An account whose row is locked is about to change: it is skipped rather than waited for, because who holds it may
-- be about to delete this session.
CREATE FUNCTION note_agent_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET last_seen_at = NEW.updated_at WHERE id IN (
    SELECT id FROM users
    WHERE id = NEW.user_id AND (last_seen_at IS NULL OR last_seen_at < NEW.updated_at)
    FOR NO KEY UPDATE SKIP LOCKED
  );
  RETURN NULL;
END
$$;
CREATE TRIGGER session_seen AFTER INSERT OR UPDATE OF updated_at ON session
FOR EACH ROW EXECUTE FUNCTION note_agent_seen();

UPDATE users SET last_seen_at = seen.at
FROM (SELECT user_id, max(updated_at) AS at FROM session GROUP BY user_id) seen WHERE seen.user_id = users.id;

-- Append-only, also against our own mistakes: only the retention job and a restore say that they mean it.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('porchlight.audit', true) IS DISTINCT FROM 'retention' OR TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
