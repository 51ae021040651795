-- A database of Porchlight 0.1.0, as plain SQL: what its migrations make, and what its seed and a few conversations left in it.

-- 20261124000000_init
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('VISITOR', 'AGENT', 'ADMIN');

-- CreateEnum
CREATE TYPE "side" AS ENUM ('VISITOR', 'AGENT');

-- CreateEnum
CREATE TYPE "conversation_status" AS ENUM ('OPEN', 'CLOSED');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "role" "role" NOT NULL DEFAULT 'VISITOR',
    "name" TEXT,
    "email" TEXT,
    "sign_in_email" TEXT,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" "conversation_status" NOT NULL DEFAULT 'OPEN',
    "last_sequence" BIGINT NOT NULL DEFAULT 0,
    "last_visitor_sequence" BIGINT NOT NULL DEFAULT 0,
    "visitor_read_sequence" BIGINT NOT NULL DEFAULT 0,
    "agent_read_sequence" BIGINT NOT NULL DEFAULT 0,
    "revision" BIGINT NOT NULL DEFAULT 0,
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "client_conversation_id" TEXT NOT NULL,
    "start_key_hash" BYTEA,
    "page_url" TEXT,
    "referrer" TEXT,
    "language" TEXT,
    "time_zone" TEXT,
    "browser" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "sender_id" UUID NOT NULL,
    "sender_side" "side" NOT NULL,
    "client_message_id" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "read" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "event_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "coalesce_key" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "dead_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visitor_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "visitor_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit_window" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_limit_window_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" UUID NOT NULL DEFAULT gen_random_uuid(),
    "set_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" UUID NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_rate_limit" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "sign_in_rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_sign_in_email_key" ON "users"("sign_in_email");

-- CreateIndex
CREATE INDEX "users_role_idx" ON "users"("role");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_start_key_hash_key" ON "conversation"("start_key_hash");

-- CreateIndex
CREATE INDEX "conversation_last_activity_at_id_idx" ON "conversation"("last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversation_status_last_activity_at_id_idx" ON "conversation"("status", "last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversation_user_id_last_activity_at_id_idx" ON "conversation"("user_id", "last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversation_unread_idx" ON "conversation"("last_activity_at" DESC, "id" DESC) WHERE (last_visitor_sequence > agent_read_sequence);

-- CreateIndex
CREATE UNIQUE INDEX "conversation_user_id_client_conversation_id_key" ON "conversation"("user_id", "client_conversation_id");

-- CreateIndex
CREATE INDEX "message_sender_id_idx" ON "message"("sender_id");

-- CreateIndex
CREATE INDEX "message_unread_idx" ON "message"("conversation_id", "sender_side", "sequence") WHERE (NOT read);

-- CreateIndex
CREATE UNIQUE INDEX "message_conversation_id_sequence_key" ON "message"("conversation_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "message_conversation_id_sender_id_client_message_id_key" ON "message"("conversation_id", "sender_id", "client_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_event_event_id_key" ON "outbox_event"("event_id");

-- CreateIndex
CREATE INDEX "outbox_event_channel_id_idx" ON "outbox_event"("channel", "id");

-- CreateIndex
CREATE UNIQUE INDEX "visitor_session_token_hash_key" ON "visitor_session"("token_hash");

-- CreateIndex
CREATE INDEX "visitor_session_user_id_idx" ON "visitor_session"("user_id");

-- CreateIndex
CREATE INDEX "rate_limit_window_expires_at_idx" ON "rate_limit_window"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_rate_limit_key_key" ON "sign_in_rate_limit"("key");

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitor_session" ADD CONSTRAINT "visitor_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: the rules that the schema cannot say.

-- Staff sign in and are named; visitors never sign in.
ALTER TABLE "users" ADD CONSTRAINT "users_sign_in_check" CHECK (
    CASE WHEN "role" = 'VISITOR' THEN "sign_in_email" IS NULL
    ELSE "sign_in_email" IS NOT NULL AND "name" IS NOT NULL END
);

-- Nobody has read, and no visitor has written, beyond the newest message.
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_sequences_check" CHECK (
    "last_sequence" >= 0
    AND "last_visitor_sequence" BETWEEN 0 AND "last_sequence"
    AND "visitor_read_sequence" BETWEEN 0 AND "last_sequence"
    AND "agent_read_sequence" BETWEEN 0 AND "last_sequence"
);
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_client_conversation_id_check"
    CHECK ("client_conversation_id" ~ '^[A-Za-z0-9_-]{8,64}$');

ALTER TABLE "message" ADD CONSTRAINT "message_sequence_check" CHECK ("sequence" > 0);
ALTER TABLE "message" ADD CONSTRAINT "message_content_check" CHECK (char_length("content") BETWEEN 1 AND 4000);
ALTER TABLE "message" ADD CONSTRAINT "message_client_message_id_check"
    CHECK ("client_message_id" ~ '^[A-Za-z0-9_-]{8,64}$');

-- One row, made here.
ALTER TABLE "installation" ADD CONSTRAINT "installation_single_check" CHECK ("id" = 1);
INSERT INTO "installation" ("id") VALUES (1);

-- 20261126100000_message_times_by_sender
-- Counting what one sender wrote within the last minute reads a few entries of this index.
CREATE INDEX "message_sender_id_created_at_idx" ON "message"("sender_id", "created_at");

-- DropIndex
DROP INDEX "message_sender_id_idx";

-- 20261126110000_no_addresses
-- The sign-in library no longer counts anything: server/http does, without addresses.
DROP TABLE "sign_in_rate_limit";

-- What it has kept of networks and browsers goes.
UPDATE "session" SET "ip_address" = NULL, "user_agent" = NULL;

-- 20261126130000_blocked_visitors
ALTER TABLE "users" ADD COLUMN "blocked_at" TIMESTAMPTZ(3), ADD COLUMN "blocked_by_id" UUID;

ALTER TABLE "users" ADD CONSTRAINT "users_blocked_by_id_fkey" FOREIGN KEY ("blocked_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whoever deletes a user looks for whom it has blocked.
CREATE INDEX "users_blocked_by_id_idx" ON "users"("blocked_by_id") WHERE blocked_by_id IS NOT NULL;

-- Only visitors are blocked, and nobody is named who has blocked nobody.
ALTER TABLE "users" ADD CONSTRAINT "users_block_check" CHECK (
  ("blocked_at" IS NULL OR "role" = 'VISITOR') AND ("blocked_by_id" IS NULL OR "blocked_at" IS NOT NULL)
);

-- The bookkeeping of migrations
CREATE TABLE "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);

-- _prisma_migrations
INSERT INTO "_prisma_migrations" SELECT r.* FROM (VALUES
  ('{"id":"8f7fe699-3625-4f35-8946-e97cfe11f96a","checksum":"3b9d2671956bbc74ff01d239277f3eef5747eaea1eab972d718e2a2dad34d4c2","finished_at":"2026-11-29T03:07:59.194504+00:00","migration_name":"20261126100000_message_times_by_sender","logs":null,"rolled_back_at":null,"started_at":"2026-11-29T03:07:59.189356+00:00","applied_steps_count":1}'::json),
  ('{"id":"acc7f89b-0c6d-47ed-9588-15eeb1c46857","checksum":"79c5a32baf4658b17582b560b3ca2940b2ccb50ad5192ebb1912cf02e355b386","finished_at":"2026-11-29T03:07:59.171638+00:00","migration_name":"20261124000000_init","logs":null,"rolled_back_at":null,"started_at":"2026-11-29T03:07:59.145485+00:00","applied_steps_count":1}'::json),
  ('{"id":"bece85ba-6f0a-4fa3-8cfa-da39a686c1be","checksum":"305696ef5f1c6a857d6eed0a4055fd459e702da47ef8ea07e1f98a485690a7d5","finished_at":"2026-11-29T03:07:59.198757+00:00","migration_name":"20261126110000_no_addresses","logs":null,"rolled_back_at":null,"started_at":"2026-11-29T03:07:59.196542+00:00","applied_steps_count":1}'::json),
  ('{"id":"d066d2a5-02a1-434a-b622-58145fdcb5eb","checksum":"78e27a74ec3989337cbe4cb13fd855f783957dcee8e8981dbc8991ec08039ebd","finished_at":"2026-11-29T03:07:59.204774+00:00","migration_name":"20261126130000_blocked_visitors","logs":null,"rolled_back_at":null,"started_at":"2026-11-29T03:07:59.202619+00:00","applied_steps_count":1}'::json)
) AS line(j), json_populate_record(NULL::"_prisma_migrations", j) AS r;

-- installation
DELETE FROM "installation";
INSERT INTO "installation" SELECT r.* FROM (VALUES
  ('{"id":1,"epoch":"de743e61-9935-4da7-b0ff-a43714432c18","set_up_at":"2026-11-29T03:07:59.211+00:00"}'::json)
) AS line(j), json_populate_record(NULL::"installation", j) AS r;

-- users
INSERT INTO "users" SELECT r.* FROM (VALUES
  ('{"id":"01a1f132-4603-72e1-b38c-8ff7dd228198","role":"VISITOR","name":"Mei Lin","email":"mei@example.sg","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-19T00:26:06.211+00:00","updated_at":"2026-11-19T00:26:06.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a1f3ba-c98b-772f-b73f-bcfd4e8b3802","role":"VISITOR","name":"George Whitfield III","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-19T12:14:27.211+00:00","updated_at":"2026-11-19T12:14:27.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a1f698-d783-74b0-add7-7b693ccfa20d","role":"VISITOR","name":"Fatima Zahra","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-20T01:36:14.211+00:00","updated_at":"2026-11-20T01:36:14.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a1fb5a-89fb-754d-bb8d-03d532744c95","role":"VISITOR","name":"💡","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-20T23:46:17.211+00:00","updated_at":"2026-11-20T23:46:17.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a1fd05-d0cb-74dc-a521-59ad8cfb4af7","role":"VISITOR","name":"Ingrid Solberg","email":"ingrid@example.no","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-21T07:32:59.211+00:00","updated_at":"2026-11-21T07:32:59.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a1fee5-ac8b-7558-9f83-ddac55aa1b8d","role":"VISITOR","name":"Theo","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-21T16:17:07.211+00:00","updated_at":"2026-11-21T16:17:07.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a2001d-d2b3-74b0-8ed5-5b9a79cf4b32","role":"VISITOR","name":"Lucía Fernández","email":"lucia@example.es","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-21T21:58:04.211+00:00","updated_at":"2026-11-21T21:58:04.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a200f4-701b-7479-b07a-788132458bfd","role":"VISITOR","name":null,"email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-22T01:52:29.211+00:00","updated_at":"2026-11-22T01:52:29.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a20460-4ec3-77b1-a3f7-0ff65c7d295f","role":"VISITOR","name":"Nia Roberts","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-22T17:49:10.211+00:00","updated_at":"2026-11-22T17:49:10.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a20699-e343-7414-9d41-fbc6185cf810","role":"VISITOR","name":"Pavel","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-23T04:11:18.211+00:00","updated_at":"2026-11-23T04:11:18.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a2084e-ee13-72eb-ab24-1c9286ca39f3","role":"VISITOR","name":"Emily Stone","email":"emily@example.com","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-23T12:08:40.211+00:00","updated_at":"2026-11-23T12:08:40.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a20ae7-fbfb-70ef-a10a-527861d7b6ac","role":"VISITOR","name":"דניאל","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-24T00:15:05.211+00:00","updated_at":"2026-11-24T00:15:05.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a20c6a-8ceb-7024-8819-ace6c4a55cdf","role":"VISITOR","name":"Rafael","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-24T07:17:19.211+00:00","updated_at":"2026-11-24T07:17:19.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a20d44-eb43-7382-8d86-b60fa8a20d7f","role":"VISITOR","name":"Zoë Brandt","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-24T11:15:50.211+00:00","updated_at":"2026-11-24T11:15:50.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a20e7c-dea3-70fd-8fa2-8aa6af16de7f","role":"VISITOR","name":"bob","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-24T16:56:34.211+00:00","updated_at":"2026-11-24T16:56:34.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a20f36-cc4b-76f1-8e2f-eb4da8f28617","role":"VISITOR","name":"Amara Diallo","email":"amara@example.sn","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-24T20:19:39.211+00:00","updated_at":"2026-11-24T20:19:39.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21100-93b3-70be-aaf4-46ec99d9d99b","role":"VISITOR","name":"Kenji","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-25T04:39:40.211+00:00","updated_at":"2026-11-25T04:39:40.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a212c8-d47b-76bb-adae-eb59f30131f3","role":"VISITOR","name":"Mr. Finch","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-25T12:58:01.211+00:00","updated_at":"2026-11-25T12:58:01.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21333-8ccb-75fe-8d54-d3db5551b580","role":"VISITOR","name":"Lotte de Vries","email":"lotte@example.nl","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-25T14:54:35.211+00:00","updated_at":"2026-11-25T14:54:35.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a215d6-8d93-751b-85d7-a468fbce1b25","role":"VISITOR","name":"أحمد","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-26T03:11:52.211+00:00","updated_at":"2026-11-26T03:11:52.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21831-0023-75a6-9d2f-f0a157aa1533","role":"VISITOR","name":"Hannah","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-26T14:09:54.211+00:00","updated_at":"2026-11-26T14:09:54.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a218be-869b-7090-9eb4-9edac88b069f","role":"VISITOR","name":"Dev Patel","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-26T16:44:29.211+00:00","updated_at":"2026-11-26T16:44:29.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21b0f-0e1b-741e-9200-1842b2da60d2","role":"VISITOR","name":"Ines Keller","email":"ines.keller@example.de","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-27T03:31:41.211+00:00","updated_at":"2026-11-27T03:31:41.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21bea-6a5b-7418-bc6a-a8c52c795af1","role":"VISITOR","name":"Tomás","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-27T07:31:17.211+00:00","updated_at":"2026-11-27T07:31:17.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21ddd-2623-7709-8648-f83faaddcafb","role":"VISITOR","name":"Grace O’Neill","email":"grace@example.ie","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-27T16:36:02.211+00:00","updated_at":"2026-11-27T16:36:02.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21e79-bffb-727c-bd76-e9f33b1f9bf6","role":"VISITOR","name":"Jean-Luc","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-27T19:27:05.211+00:00","updated_at":"2026-11-27T19:27:05.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21ef1-ca73-742d-a9ba-f9ca6dca4c68","role":"VISITOR","name":"Marta & Rui","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-27T21:38:12.211+00:00","updated_at":"2026-11-27T21:38:12.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a21f76-198b-7013-90d4-5dc238546f64","role":"VISITOR","name":null,"email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T00:02:43.211+00:00","updated_at":"2026-11-28T00:02:43.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22021-f5a3-7793-b1e7-dc85f9b43e50","role":"VISITOR","name":"Priya Raman","email":"priya@example.in","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T03:10:26.211+00:00","updated_at":"2026-11-28T03:10:26.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a220e4-e3fb-72fe-996d-9819c1546613","role":"VISITOR","name":"Oskar Lund","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T06:43:21.211+00:00","updated_at":"2026-11-28T06:43:21.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a221e1-e19b-7271-8f5f-63ada5755758","role":"VISITOR","name":"田中 さくら","email":"sakura@example.jp","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T11:19:41.211+00:00","updated_at":"2026-11-28T11:19:41.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a2228a-df53-742a-b75f-f5346be08727","role":"VISITOR","name":"Sam","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T14:24:16.211+00:00","updated_at":"2026-11-28T14:24:16.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22329-b37b-75cb-9244-9270cce14127","role":"VISITOR","name":"Camille Dubois","email":"camille@example.fr","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T17:17:45.211+00:00","updated_at":"2026-11-28T17:17:45.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a223bd-bdeb-704c-910b-683f22aae099","role":"VISITOR","name":"Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrtsgesellschaft","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T19:59:27.211+00:00","updated_at":"2026-11-28T19:59:27.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22400-d99b-708d-8a3c-3400d3ca2a12","role":"VISITOR","name":"ليلى حسن","email":"layla@example.com","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T21:12:45.211+00:00","updated_at":"2026-11-28T21:12:45.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a2243a-bdeb-76bd-a52a-5e16ff83c03e","role":"VISITOR","name":null,"email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T22:15:59.211+00:00","updated_at":"2026-11-28T22:15:59.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22498-33b3-74a0-bb57-8f8de241639c","role":"VISITOR","name":"🦉 night owl 🌙","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-28T23:58:04.211+00:00","updated_at":"2026-11-28T23:58:04.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a224e4-f03b-7202-9574-30da4f9fb443","role":"VISITOR","name":"נועה לוי","email":"noa@example.co.il","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-29T01:21:53.211+00:00","updated_at":"2026-11-29T01:21:53.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a2251d-c31b-73d8-a99b-c4ddc5fa98fd","role":"VISITOR","name":"Victor Hale","email":"victor@example.org","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-29T02:23:57.211+00:00","updated_at":"2026-11-29T02:23:57.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22544-3eab-7151-8970-ad9ccde1eac3","role":"VISITOR","name":"Vera Kowalska","email":"vera.kowalska@example.net","sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-29T03:05:59.211+00:00","updated_at":"2026-11-29T03:05:59.211+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22546-136b-72f3-88c7-ae18228a489e","role":"AGENT","name":"Ben Okafor","email":null,"sign_in_email":"ben@example.com","email_verified":true,"image":null,"created_at":"2026-11-29T03:08:00.297+00:00","updated_at":"2026-11-29T03:08:00.297+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22546-136b-7625-b53b-20146c9101d4","role":"AGENT","name":"Chiara Moretti","email":null,"sign_in_email":"chiara@example.com","email_verified":true,"image":null,"created_at":"2026-11-29T03:08:00.297+00:00","updated_at":"2026-11-29T03:08:00.297+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22546-136b-76d9-a421-9ae04e8ee28a","role":"ADMIN","name":"Ada Lindqvist","email":null,"sign_in_email":"ada@example.com","email_verified":true,"image":null,"created_at":"2026-11-29T03:08:00.297+00:00","updated_at":"2026-11-29T03:08:00.297+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22546-31e0-764d-a672-800cf2511e69","role":"VISITOR","name":"Vera","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-29T03:08:07.258+00:00","updated_at":"2026-11-29T03:08:07.325+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22546-3589-7388-99bd-32cc8bb30cf8","role":"VISITOR","name":"Wanda","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-29T03:08:07.946+00:00","updated_at":"2026-11-29T03:08:07.95+00:00","blocked_at":null,"blocked_by_id":null}'::json),
  ('{"id":"01a22546-369e-7005-8efc-0cdc0a3125b8","role":"VISITOR","name":"Xaver","email":null,"sign_in_email":null,"email_verified":false,"image":null,"created_at":"2026-11-29T03:08:08.274+00:00","updated_at":"2026-11-29T03:08:08.546+00:00","blocked_at":"2026-11-29T03:08:08.544+00:00","blocked_by_id":"01a22546-136b-76d9-a421-9ae04e8ee28a"}'::json)
) AS line(j), json_populate_record(NULL::"users", j) AS r;

-- account
INSERT INTO "account" SELECT r.* FROM (VALUES
  ('{"id":"01a22546-136b-7037-a05e-45a3771b32c6","account_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","provider_id":"credential","user_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","access_token":null,"refresh_token":null,"id_token":null,"access_token_expires_at":null,"refresh_token_expires_at":null,"scope":null,"password":"9bf1e854f841c529bb087fd92d78286c:cc5f6395739a07e7de053d5ad8986308bdf090c4d930be39f06dc3a605f1210aa2f50b08d9b5198929ad64fbd15a940749b504346554c32997ea070320127fba","created_at":"2026-11-29T03:08:00.334+00:00","updated_at":"2026-11-29T03:08:00.334+00:00"}'::json),
  ('{"id":"01a22546-136b-7488-a4ee-08e3d904a07a","account_id":"01a22546-136b-7625-b53b-20146c9101d4","provider_id":"credential","user_id":"01a22546-136b-7625-b53b-20146c9101d4","access_token":null,"refresh_token":null,"id_token":null,"access_token_expires_at":null,"refresh_token_expires_at":null,"scope":null,"password":"9bf1e854f841c529bb087fd92d78286c:cc5f6395739a07e7de053d5ad8986308bdf090c4d930be39f06dc3a605f1210aa2f50b08d9b5198929ad64fbd15a940749b504346554c32997ea070320127fba","created_at":"2026-11-29T03:08:00.334+00:00","updated_at":"2026-11-29T03:08:00.334+00:00"}'::json),
  ('{"id":"01a22546-136b-7723-89d0-d5ceff75eafe","account_id":"01a22546-136b-72f3-88c7-ae18228a489e","provider_id":"credential","user_id":"01a22546-136b-72f3-88c7-ae18228a489e","access_token":null,"refresh_token":null,"id_token":null,"access_token_expires_at":null,"refresh_token_expires_at":null,"scope":null,"password":"9bf1e854f841c529bb087fd92d78286c:cc5f6395739a07e7de053d5ad8986308bdf090c4d930be39f06dc3a605f1210aa2f50b08d9b5198929ad64fbd15a940749b504346554c32997ea070320127fba","created_at":"2026-11-29T03:08:00.334+00:00","updated_at":"2026-11-29T03:08:00.334+00:00"}'::json)
) AS line(j), json_populate_record(NULL::"account", j) AS r;

-- session
INSERT INTO "session" SELECT r.* FROM (VALUES
  ('{"id":"01a22546-3042-7559-a05e-d7d3ebc6430d","expires_at":"2026-12-29T03:08:06.593+00:00","token":"3mAeFn6odVSy5ZYq9AuBO6COZWv1l9sN","created_at":"2026-11-29T03:08:06.593+00:00","updated_at":"2026-11-29T03:08:06.593+00:00","ip_address":null,"user_agent":null,"user_id":"01a22546-136b-76d9-a421-9ae04e8ee28a"}'::json)
) AS line(j), json_populate_record(NULL::"session", j) AS r;

-- visitor_session
INSERT INTO "visitor_session" SELECT r.* FROM (VALUES
  ('{"id":"01a22546-32ee-731a-aaa6-e683ace0f344","user_id":"01a22546-31e0-764d-a672-800cf2511e69","token_hash":"\\x2da2088b4d849072607f0657bde4be91498abf7e24c4828bf1d3066fe08ad1f6","expires_at":"2027-11-29T03:08:07.02+00:00","created_at":"2026-11-29T03:08:07.258+00:00"}'::json),
  ('{"id":"01a22546-358b-7479-a110-dbe33baeee85","user_id":"01a22546-3589-7388-99bd-32cc8bb30cf8","token_hash":"\\x6d74d0bb30dab4647ab61025e7d41d838dfddf16d3e5e3956d648e91183261cd","expires_at":"2027-11-29T03:08:07.946+00:00","created_at":"2026-11-29T03:08:07.946+00:00"}'::json),
  ('{"id":"01a22546-36d3-763a-a867-c9d99d992455","user_id":"01a22546-369e-7005-8efc-0cdc0a3125b8","token_hash":"\\xadb0e3d786dec702218101405c55b1432c0db1fcbc630c536f891cda9be76421","expires_at":"2027-11-29T03:08:08.222+00:00","created_at":"2026-11-29T03:08:08.274+00:00"}'::json)
) AS line(j), json_populate_record(NULL::"visitor_session", j) AS r;

-- conversation
INSERT INTO "conversation" SELECT r.* FROM (VALUES
  ('{"id":"01a1f132-4603-7584-ae42-a9a1ae5105cf","user_id":"01a1f132-4603-72e1-b38c-8ff7dd228198","status":"CLOSED","last_sequence":5,"last_visitor_sequence":5,"visitor_read_sequence":5,"agent_read_sequence":5,"revision":1,"last_activity_at":"2026-11-19T00:37:59.211+00:00","client_conversation_id":"01a1f132-4603-74af-84d5-b69b2aa3e671","start_key_hash":null,"page_url":"https://shop.example.com/cart","referrer":null,"language":"ja-JP","time_zone":"Asia/Tokyo","browser":"Chrome on Android","created_at":"2026-11-19T00:26:06.211+00:00","updated_at":"2026-11-19T00:37:59.211+00:00"}'::json),
  ('{"id":"01a1f3ba-c98b-729b-8408-1a5f449e2f19","user_id":"01a1f3ba-c98b-772f-b73f-bcfd4e8b3802","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-19T12:19:59.211+00:00","client_conversation_id":"01a1f3ba-c98b-7702-8137-8ff24e35b1f5","start_key_hash":null,"page_url":"https://shop.example.com/lamps/reading-light","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":"Firefox on Linux","created_at":"2026-11-19T12:14:27.211+00:00","updated_at":"2026-11-19T12:19:59.211+00:00"}'::json),
  ('{"id":"01a1f698-d783-757c-8a41-1a162bae93b5","user_id":"01a1f698-d783-74b0-add7-7b693ccfa20d","status":"CLOSED","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":1,"last_activity_at":"2026-11-20T01:37:59.211+00:00","client_conversation_id":"01a1f698-d783-7177-b214-fe43ddb31553","start_key_hash":null,"page_url":"https://shop.example.com/lamps/reading-light","referrer":null,"language":"fr-FR","time_zone":"Europe/Paris","browser":"Safari on iPhone","created_at":"2026-11-20T01:36:14.211+00:00","updated_at":"2026-11-20T01:37:59.211+00:00"}'::json),
  ('{"id":"01a1fb5a-89fb-7487-b4e4-39bd040bd9b2","user_id":"01a1fb5a-89fb-754d-bb8d-03d532744c95","status":"CLOSED","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":1,"last_activity_at":"2026-11-20T23:49:59.211+00:00","client_conversation_id":"01a1fb5a-89fb-745d-b60a-0ed3992c0af2","start_key_hash":null,"page_url":"https://shop.example.com/lamps","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Firefox on Linux","created_at":"2026-11-20T23:46:17.211+00:00","updated_at":"2026-11-20T23:49:59.211+00:00"}'::json),
  ('{"id":"01a1fd05-d0cb-7342-b423-27219158f010","user_id":"01a1fd05-d0cb-74dc-a521-59ad8cfb4af7","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-21T07:37:59.211+00:00","client_conversation_id":"01a1fd05-d0cb-76ea-9618-870169ada4e1","start_key_hash":null,"page_url":"https://shop.example.com/lamps","referrer":null,"language":"de-DE","time_zone":"Europe/Berlin","browser":"Firefox on Linux","created_at":"2026-11-21T07:32:59.211+00:00","updated_at":"2026-11-21T07:37:59.211+00:00"}'::json),
  ('{"id":"01a1fee5-ac8b-75a3-a2c5-615cb877fc12","user_id":"01a1fee5-ac8b-7558-9f83-ddac55aa1b8d","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-21T16:22:59.211+00:00","client_conversation_id":"01a1fee5-ac8b-77d7-82bf-e3b7ba5ae4ce","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Safari on iPhone","created_at":"2026-11-21T16:17:07.211+00:00","updated_at":"2026-11-21T16:22:59.211+00:00"}'::json),
  ('{"id":"01a2001d-d2b3-708c-a1d9-c5e2ff24c601","user_id":"01a2001d-d2b3-74b0-8ed5-5b9a79cf4b32","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-21T22:02:59.211+00:00","client_conversation_id":"01a2001d-d2b3-7310-8316-0ee60891d0f9","start_key_hash":null,"page_url":"https://shop.example.com/cart","referrer":null,"language":"fr-FR","time_zone":"Europe/Paris","browser":"Firefox on Linux","created_at":"2026-11-21T21:58:04.211+00:00","updated_at":"2026-11-21T22:02:59.211+00:00"}'::json),
  ('{"id":"01a200f4-701b-73c1-b842-aac4e42319c1","user_id":"01a200f4-701b-7479-b07a-788132458bfd","status":"CLOSED","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":1,"last_activity_at":"2026-11-22T01:53:59.211+00:00","client_conversation_id":"01a200f4-701b-7386-9fdd-aabd827cd352","start_key_hash":null,"page_url":"https://shop.example.com/lamps/reading-light","referrer":null,"language":"fr-FR","time_zone":"Europe/Paris","browser":"Safari on Mac","created_at":"2026-11-22T01:52:29.211+00:00","updated_at":"2026-11-22T01:53:59.211+00:00"}'::json),
  ('{"id":"01a20460-4ec3-7654-8103-86598f8ad02a","user_id":"01a20460-4ec3-77b1-a3f7-0ff65c7d295f","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-22T17:53:59.211+00:00","client_conversation_id":"01a20460-4ec3-756f-8738-46cae6a39807","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":"Safari on iPhone","created_at":"2026-11-22T17:49:10.211+00:00","updated_at":"2026-11-22T17:53:59.211+00:00"}'::json),
  ('{"id":"01a20699-e343-72f8-95e4-8be246c82097","user_id":"01a20699-e343-7414-9d41-fbc6185cf810","status":"CLOSED","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":1,"last_activity_at":"2026-11-23T04:13:59.211+00:00","client_conversation_id":"01a20699-e343-7309-83cf-45a627cf9211","start_key_hash":null,"page_url":"https://shop.example.com/cart","referrer":null,"language":"de-DE","time_zone":"Europe/Berlin","browser":"Safari on iPhone","created_at":"2026-11-23T04:11:18.211+00:00","updated_at":"2026-11-23T04:13:59.211+00:00"}'::json),
  ('{"id":"01a2084e-ee13-738e-9308-b19ee2b32f81","user_id":"01a2084e-ee13-72eb-ab24-1c9286ca39f3","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-23T12:13:59.211+00:00","client_conversation_id":"01a2084e-ee13-772e-acb0-c7f7722fb02f","start_key_hash":null,"page_url":"https://shop.example.com/","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Chrome on Android","created_at":"2026-11-23T12:08:40.211+00:00","updated_at":"2026-11-23T12:13:59.211+00:00"}'::json),
  ('{"id":"01a20ae7-fbfb-7227-8598-8cba815d72ea","user_id":"01a20ae7-fbfb-70ef-a10a-527861d7b6ac","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-24T00:18:59.211+00:00","client_conversation_id":"01a20ae7-fbfb-74c2-a2c6-91268dba7fc2","start_key_hash":null,"page_url":"https://shop.example.com/returns","referrer":null,"language":"he-IL","time_zone":"Asia/Jerusalem","browser":"Chrome on Windows","created_at":"2026-11-24T00:15:05.211+00:00","updated_at":"2026-11-24T00:18:59.211+00:00"}'::json),
  ('{"id":"01a20c6a-8ceb-72d3-a1ea-581c8d405450","user_id":"01a20c6a-8ceb-7024-8819-ace6c4a55cdf","status":"OPEN","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":0,"last_activity_at":"2026-11-24T07:18:59.211+00:00","client_conversation_id":"01a20c6a-8ceb-714a-a7da-63e03d175f32","start_key_hash":null,"page_url":"https://shop.example.com/returns","referrer":null,"language":"pt-BR","time_zone":"America/Sao_Paulo","browser":"Safari on Mac","created_at":"2026-11-24T07:17:19.211+00:00","updated_at":"2026-11-24T07:18:59.211+00:00"}'::json),
  ('{"id":"01a20d44-eb43-743b-ba31-6ca583b97428","user_id":"01a20d44-eb43-7382-8d86-b60fa8a20d7f","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-24T11:21:59.211+00:00","client_conversation_id":"01a20d44-eb43-7556-b8fd-d85f0e4a5888","start_key_hash":null,"page_url":"https://shop.example.com/","referrer":null,"language":"de-DE","time_zone":"Europe/Berlin","browser":"Chrome on Android","created_at":"2026-11-24T11:15:50.211+00:00","updated_at":"2026-11-24T11:21:59.211+00:00"}'::json),
  ('{"id":"01a20e7c-dea3-709c-b9de-7179e95b0ad9","user_id":"01a20e7c-dea3-70fd-8fa2-8aa6af16de7f","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-24T16:59:59.211+00:00","client_conversation_id":"01a20e7c-dea3-7058-9ca7-21f1d7e77f39","start_key_hash":null,"page_url":"https://shop.example.com/","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Chrome on Windows","created_at":"2026-11-24T16:56:34.211+00:00","updated_at":"2026-11-24T16:59:59.211+00:00"}'::json),
  ('{"id":"01a20f36-cc4b-73ef-9d69-3cfe31c0e3f3","user_id":"01a20f36-cc4b-76f1-8e2f-eb4da8f28617","status":"OPEN","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":0,"last_activity_at":"2026-11-24T20:19:59.211+00:00","client_conversation_id":"01a20f36-cc4b-770f-8f76-ef1b3ffaa726","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"fr-FR","time_zone":"Europe/Paris","browser":"Chrome on Android","created_at":"2026-11-24T20:19:39.211+00:00","updated_at":"2026-11-24T20:19:59.211+00:00"}'::json),
  ('{"id":"01a21100-93b3-7225-b75f-c380ec1b0956","user_id":"01a21100-93b3-70be-aaf4-46ec99d9d99b","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-25T04:43:59.211+00:00","client_conversation_id":"01a21100-93b3-7108-a041-e7351bf98a3c","start_key_hash":null,"page_url":"https://shop.example.com/lamps/reading-light","referrer":null,"language":"ja-JP","time_zone":"Asia/Tokyo","browser":"Safari on iPhone","created_at":"2026-11-25T04:39:40.211+00:00","updated_at":"2026-11-25T04:43:59.211+00:00"}'::json),
  ('{"id":"01a212c8-d47b-7410-a90b-b5e832c2cfb7","user_id":"01a212c8-d47b-76bb-adae-eb59f30131f3","status":"OPEN","last_sequence":5,"last_visitor_sequence":5,"visitor_read_sequence":5,"agent_read_sequence":5,"revision":0,"last_activity_at":"2026-11-25T13:09:59.211+00:00","client_conversation_id":"01a212c8-d47b-7108-95b2-bd56251a4755","start_key_hash":null,"page_url":"https://shop.example.com/lamps/reading-light","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":"Firefox on Linux","created_at":"2026-11-25T12:58:01.211+00:00","updated_at":"2026-11-25T13:09:59.211+00:00"}'::json),
  ('{"id":"01a21333-8ccb-76e5-b8f8-90242db64501","user_id":"01a21333-8ccb-75fe-8d54-d3db5551b580","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-25T14:59:59.211+00:00","client_conversation_id":"01a21333-8ccb-722f-89a3-227fa0c83b16","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"de-DE","time_zone":"Europe/Berlin","browser":"Firefox on Linux","created_at":"2026-11-25T14:54:35.211+00:00","updated_at":"2026-11-25T14:59:59.211+00:00"}'::json),
  ('{"id":"01a215d6-8d93-743b-b790-37674c200d76","user_id":"01a215d6-8d93-751b-85d7-a468fbce1b25","status":"OPEN","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":0,"last_activity_at":"2026-11-26T03:14:59.211+00:00","client_conversation_id":"01a215d6-8d93-70f8-a958-b81eb33fa526","start_key_hash":null,"page_url":"https://shop.example.com/lamps","referrer":null,"language":"ar-EG","time_zone":"Africa/Cairo","browser":"Firefox on Linux","created_at":"2026-11-26T03:11:52.211+00:00","updated_at":"2026-11-26T03:14:59.211+00:00"}'::json),
  ('{"id":"01a21831-0023-73db-bbb5-5aee633e875f","user_id":"01a21831-0023-75a6-9d2f-f0a157aa1533","status":"OPEN","last_sequence":5,"last_visitor_sequence":5,"visitor_read_sequence":5,"agent_read_sequence":5,"revision":0,"last_activity_at":"2026-11-26T14:14:59.211+00:00","client_conversation_id":"01a21831-0023-723c-95b4-ab5bb2f942d4","start_key_hash":null,"page_url":"https://shop.example.com/checkout","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Firefox on Linux","created_at":"2026-11-26T14:09:54.211+00:00","updated_at":"2026-11-26T14:14:59.211+00:00"}'::json),
  ('{"id":"01a218be-869b-752c-b122-e15d247928f3","user_id":"01a218be-869b-7090-9eb4-9edac88b069f","status":"CLOSED","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":1,"last_activity_at":"2026-11-26T16:46:59.211+00:00","client_conversation_id":"01a218be-869b-7178-b065-1ddfd3e04f9c","start_key_hash":null,"page_url":"https://shop.example.com/lamps","referrer":null,"language":"hi-IN","time_zone":"Asia/Kolkata","browser":"Firefox on Linux","created_at":"2026-11-26T16:44:29.211+00:00","updated_at":"2026-11-26T16:46:59.211+00:00"}'::json),
  ('{"id":"01a21b0f-0e1b-7128-9c66-ac85e6dc8d82","user_id":"01a21b0f-0e1b-741e-9200-1842b2da60d2","status":"OPEN","last_sequence":4,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":4,"revision":0,"last_activity_at":"2026-11-27T03:34:59.211+00:00","client_conversation_id":"01a21b0f-0e1b-70a2-8a79-94c07e35bcaa","start_key_hash":null,"page_url":"https://shop.example.com/cart","referrer":null,"language":"de-DE","time_zone":"Europe/Berlin","browser":"Chrome on Android","created_at":"2026-11-27T03:31:41.211+00:00","updated_at":"2026-11-27T03:34:59.211+00:00"}'::json),
  ('{"id":"01a21bea-6a5b-70b8-99a2-4cec838ed55b","user_id":"01a21bea-6a5b-7418-bc6a-a8c52c795af1","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-27T07:32:59.211+00:00","client_conversation_id":"01a21bea-6a5b-75d6-9d4f-be9185cb7001","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"pt-BR","time_zone":"America/Sao_Paulo","browser":"Chrome on Android","created_at":"2026-11-27T07:31:17.211+00:00","updated_at":"2026-11-27T07:32:59.211+00:00"}'::json),
  ('{"id":"01a21ddd-2623-7794-8ec6-52bfcaf1cf9b","user_id":"01a21ddd-2623-7709-8648-f83faaddcafb","status":"CLOSED","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":1,"last_activity_at":"2026-11-27T16:36:59.211+00:00","client_conversation_id":"01a21ddd-2623-76f9-b678-783a005cf647","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":"Chrome on Android","created_at":"2026-11-27T16:36:02.211+00:00","updated_at":"2026-11-27T16:36:59.211+00:00"}'::json),
  ('{"id":"01a21e79-bffb-75f7-8e7c-4116e635dbbe","user_id":"01a21e79-bffb-727c-bd76-e9f33b1f9bf6","status":"CLOSED","last_sequence":5,"last_visitor_sequence":5,"visitor_read_sequence":5,"agent_read_sequence":5,"revision":1,"last_activity_at":"2026-11-27T19:36:59.211+00:00","client_conversation_id":"01a21e79-bffb-73a7-aa1d-897c74fd7a60","start_key_hash":null,"page_url":"https://shop.example.com/checkout","referrer":null,"language":"fr-FR","time_zone":"Europe/Paris","browser":"Safari on Mac","created_at":"2026-11-27T19:27:05.211+00:00","updated_at":"2026-11-27T19:36:59.211+00:00"}'::json),
  ('{"id":"01a21ef1-ca73-778d-9610-65c9126be19a","user_id":"01a21ef1-ca73-742d-a9ba-f9ca6dca4c68","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-27T21:42:59.211+00:00","client_conversation_id":"01a21ef1-ca73-7384-9649-079a74397c9b","start_key_hash":null,"page_url":"https://shop.example.com/","referrer":null,"language":"pt-BR","time_zone":"America/Sao_Paulo","browser":"Safari on Mac","created_at":"2026-11-27T21:38:12.211+00:00","updated_at":"2026-11-27T21:42:59.211+00:00"}'::json),
  ('{"id":"01a21f76-198b-74ce-ba76-d092b3d86ebd","user_id":"01a21f76-198b-7013-90d4-5dc238546f64","status":"OPEN","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":2,"revision":0,"last_activity_at":"2026-11-28T00:05:59.211+00:00","client_conversation_id":"01a21f76-198b-7152-893e-ec1b83e9814e","start_key_hash":null,"page_url":"https://shop.example.com/","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Firefox on Linux","created_at":"2026-11-28T00:02:43.211+00:00","updated_at":"2026-11-28T00:05:59.211+00:00"}'::json),
  ('{"id":"01a22021-f5a3-755b-8411-23a29db1f080","user_id":"01a22021-f5a3-7793-b1e7-dc85f9b43e50","status":"OPEN","last_sequence":4,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":4,"revision":0,"last_activity_at":"2026-11-28T03:17:59.211+00:00","client_conversation_id":"01a22021-f5a3-76cd-946b-192cbbdb1dd6","start_key_hash":null,"page_url":"https://shop.example.com/cart","referrer":null,"language":"hi-IN","time_zone":"Asia/Kolkata","browser":"Firefox on Linux","created_at":"2026-11-28T03:10:26.211+00:00","updated_at":"2026-11-28T03:17:59.211+00:00"}'::json),
  ('{"id":"01a220e4-e3fb-7279-bb18-59d647b97abb","user_id":"01a220e4-e3fb-72fe-996d-9819c1546613","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-28T06:46:59.211+00:00","client_conversation_id":"01a220e4-e3fb-7340-851f-347049ee5408","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":"Chrome on Windows","created_at":"2026-11-28T06:43:21.211+00:00","updated_at":"2026-11-28T06:46:59.211+00:00"}'::json),
  ('{"id":"01a221e1-e19b-73e5-bb13-34d4649d9956","user_id":"01a221e1-e19b-7271-8f5f-63ada5755758","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-28T11:26:59.211+00:00","client_conversation_id":"01a221e1-e19b-7208-bffe-e052f206d9c6","start_key_hash":null,"page_url":"https://shop.example.com/returns","referrer":null,"language":"ja-JP","time_zone":"Asia/Tokyo","browser":"Safari on iPhone","created_at":"2026-11-28T11:19:41.211+00:00","updated_at":"2026-11-28T11:26:59.211+00:00"}'::json),
  ('{"id":"01a2228a-df53-729b-aea6-21fd565c74ec","user_id":"01a2228a-df53-742a-b75f-f5346be08727","status":"CLOSED","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":1,"last_activity_at":"2026-11-28T14:26:59.211+00:00","client_conversation_id":"01a2228a-df53-7177-b8b5-bf2b694b2ba3","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Safari on iPhone","created_at":"2026-11-28T14:24:16.211+00:00","updated_at":"2026-11-28T14:26:59.211+00:00"}'::json),
  ('{"id":"01a22329-b37b-75b6-9663-67f2e1b882fc","user_id":"01a22329-b37b-75cb-9244-9270cce14127","status":"CLOSED","last_sequence":5,"last_visitor_sequence":5,"visitor_read_sequence":5,"agent_read_sequence":5,"revision":1,"last_activity_at":"2026-11-28T17:22:59.211+00:00","client_conversation_id":"01a22329-b37b-7419-b96f-504e699b9fba","start_key_hash":null,"page_url":"https://shop.example.com/cart","referrer":null,"language":"fr-FR","time_zone":"Europe/Paris","browser":"Chrome on Windows","created_at":"2026-11-28T17:17:45.211+00:00","updated_at":"2026-11-28T17:22:59.211+00:00"}'::json),
  ('{"id":"01a223bd-bdeb-73ad-9259-a60d23ec1dee","user_id":"01a223bd-bdeb-704c-910b-683f22aae099","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-28T20:03:59.211+00:00","client_conversation_id":"01a223bd-bdeb-7625-8e00-3dac527a97f0","start_key_hash":null,"page_url":"https://shop.example.com/returns","referrer":null,"language":"de-DE","time_zone":"Europe/Berlin","browser":"Safari on Mac","created_at":"2026-11-28T19:59:27.211+00:00","updated_at":"2026-11-28T20:03:59.211+00:00"}'::json),
  ('{"id":"01a22400-d99b-727f-a026-16b1cac0cc45","user_id":"01a22400-d99b-708d-8a3c-3400d3ca2a12","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":3,"revision":0,"last_activity_at":"2026-11-28T21:15:59.211+00:00","client_conversation_id":"01a22400-d99b-7149-8353-5da0c7bf08f7","start_key_hash":null,"page_url":"https://shop.example.com/checkout","referrer":null,"language":"ar-EG","time_zone":"Africa/Cairo","browser":"Firefox on Linux","created_at":"2026-11-28T21:12:45.211+00:00","updated_at":"2026-11-28T21:15:59.211+00:00"}'::json),
  ('{"id":"01a2243a-bdeb-727c-a32f-8713a02d20bb","user_id":"01a2243a-bdeb-76bd-a52a-5e16ff83c03e","status":"OPEN","last_sequence":1,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":0,"revision":0,"last_activity_at":"2026-11-28T22:15:59.211+00:00","client_conversation_id":"01a2243a-bdeb-7773-a8db-5103e843f33d","start_key_hash":null,"page_url":"https://shop.example.com/lamps/reading-light","referrer":null,"language":"de-DE","time_zone":"Europe/Berlin","browser":"Firefox on Linux","created_at":"2026-11-28T22:15:59.211+00:00","updated_at":"2026-11-28T22:15:59.211+00:00"}'::json),
  ('{"id":"01a22498-33b3-76fa-bea6-5dfee926b3b3","user_id":"01a22498-33b3-74a0-bb57-8f8de241639c","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":0,"revision":0,"last_activity_at":"2026-11-29T00:03:59.211+00:00","client_conversation_id":"01a22498-33b3-7370-80a0-3468334c4c5f","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Safari on iPhone","created_at":"2026-11-28T23:58:04.211+00:00","updated_at":"2026-11-29T00:03:59.211+00:00"}'::json),
  ('{"id":"01a224e4-f03b-701a-a74a-4c52972e3d9d","user_id":"01a224e4-f03b-7202-9574-30da4f9fb443","status":"OPEN","last_sequence":3,"last_visitor_sequence":3,"visitor_read_sequence":3,"agent_read_sequence":2,"revision":0,"last_activity_at":"2026-11-29T01:24:59.211+00:00","client_conversation_id":"01a224e4-f03b-73ae-8103-68f2ec55d608","start_key_hash":null,"page_url":"https://shop.example.com/lamps","referrer":null,"language":"he-IL","time_zone":"Asia/Jerusalem","browser":"Safari on Mac","created_at":"2026-11-29T01:21:53.211+00:00","updated_at":"2026-11-29T01:24:59.211+00:00"}'::json),
  ('{"id":"01a2251d-c31b-7640-83f1-2ed9c6596958","user_id":"01a2251d-c31b-73d8-a99b-c4ddc5fa98fd","status":"OPEN","last_sequence":4,"last_visitor_sequence":4,"visitor_read_sequence":4,"agent_read_sequence":2,"revision":0,"last_activity_at":"2026-11-29T02:28:59.211+00:00","client_conversation_id":"01a2251d-c31b-74e2-8255-22ef95a8255f","start_key_hash":null,"page_url":"https://shop.example.com/lamps/storm-lantern","referrer":null,"language":"en-US","time_zone":"America/New_York","browser":"Safari on iPhone","created_at":"2026-11-29T02:23:57.211+00:00","updated_at":"2026-11-29T02:28:59.211+00:00"}'::json),
  ('{"id":"01a22544-3eab-71c8-807e-c5db67066eee","user_id":"01a22544-3eab-7151-8970-ad9ccde1eac3","status":"OPEN","last_sequence":1,"last_visitor_sequence":1,"visitor_read_sequence":1,"agent_read_sequence":0,"revision":0,"last_activity_at":"2026-11-29T03:05:59.211+00:00","client_conversation_id":"01a22544-3eab-7302-9461-c0131d42bf7d","start_key_hash":null,"page_url":"https://shop.example.com/","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":"Chrome on Windows","created_at":"2026-11-29T03:05:59.211+00:00","updated_at":"2026-11-29T03:05:59.211+00:00"}'::json),
  ('{"id":"01a22546-336b-7555-8847-b7294e42c23c","user_id":"01a22546-31e0-764d-a672-800cf2511e69","status":"OPEN","last_sequence":4,"last_visitor_sequence":4,"visitor_read_sequence":0,"agent_read_sequence":0,"revision":0,"last_activity_at":"2026-11-29T03:08:07.842+00:00","client_conversation_id":"fa026bc3-9d08-4213-af51-91ac80cc8bda","start_key_hash":"\\xcbb107355f45fed165f0c76a78805b17c575c7aa9b1afb496e8c74f4ae281914","page_url":"https://shop.example/lamps","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":null,"created_at":"2026-11-29T03:08:07.404+00:00","updated_at":"2026-11-29T03:08:07.842+00:00"}'::json),
  ('{"id":"01a22546-358f-7448-bef6-c0d4e153d7ce","user_id":"01a22546-3589-7388-99bd-32cc8bb30cf8","status":"CLOSED","last_sequence":2,"last_visitor_sequence":1,"visitor_read_sequence":0,"agent_read_sequence":0,"revision":1,"last_activity_at":"2026-11-29T03:08:08.054+00:00","client_conversation_id":"9628d3ca-30a1-4026-8385-4bd914d1d789","start_key_hash":"\\x92f08d9725e35d5de59faa6de0056e9dff944743084294409f06d31a596eae2a","page_url":"https://shop.example/lamps","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":null,"created_at":"2026-11-29T03:08:07.951+00:00","updated_at":"2026-11-29T03:08:08.104+00:00"}'::json),
  ('{"id":"01a22546-36d8-75e0-b43d-7e5dbeb805f2","user_id":"01a22546-369e-7005-8efc-0cdc0a3125b8","status":"OPEN","last_sequence":1,"last_visitor_sequence":1,"visitor_read_sequence":0,"agent_read_sequence":0,"revision":1,"last_activity_at":"2026-11-29T03:08:08.281+00:00","client_conversation_id":"7562cf2c-57a4-496d-ba7d-d99a252d1bca","start_key_hash":"\\x47303b467dfaefbe25c719f9f6604e404cd3ea94770dfdeaf1e2de712de132a2","page_url":"https://shop.example/lamps","referrer":null,"language":"en-GB","time_zone":"Europe/London","browser":null,"created_at":"2026-11-29T03:08:08.281+00:00","updated_at":"2026-11-29T03:08:08.548+00:00"}'::json)
) AS line(j), json_populate_record(NULL::"conversation", j) AS r;

-- message
INSERT INTO "message" SELECT r.* FROM (VALUES
  ('{"id":"01a1f132-4603-74bf-b764-638c7c7e7c55","conversation_id":"01a1f132-4603-7584-ae42-a9a1ae5105cf","sequence":1,"sender_id":"01a1f132-4603-72e1-b38c-8ff7dd228198","sender_side":"VISITOR","client_message_id":"01a1f132-4603-724a-b119-28d902d33298","content":"Can you engrave a short text on the base?","read":true,"created_at":"2026-11-19T00:26:06.211+00:00"}'::json),
  ('{"id":"01a1f135-d813-753a-8170-8e49bae48256","conversation_id":"01a1f132-4603-7584-ae42-a9a1ae5105cf","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a1f135-d813-70fd-88d7-eacaca38e338","content":"Up to 24 letters, three days more. What shall it say?","read":true,"created_at":"2026-11-19T00:30:00.211+00:00"}'::json),
  ('{"id":"01a1f138-5c9b-75d4-ac6e-ea7cd4535633","conversation_id":"01a1f132-4603-7584-ae42-a9a1ae5105cf","sequence":3,"sender_id":"01a1f132-4603-72e1-b38c-8ff7dd228198","sender_side":"VISITOR","client_message_id":"01a1f138-5c9b-71cd-ae77-e75764a3c08d","content":"“Home is where the lamp is”","read":true,"created_at":"2026-11-19T00:32:45.211+00:00"}'::json),
  ('{"id":"01a1f13a-f0c3-7218-9a10-ac0e4901ef6e","conversation_id":"01a1f132-4603-7584-ae42-a9a1ae5105cf","sequence":4,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a1f13a-f0c3-7232-8354-13d71fc03e16","content":"That is 25 with the spaces, and we will make it fit.","read":true,"created_at":"2026-11-19T00:35:34.211+00:00"}'::json),
  ('{"id":"01a1f13d-272b-749d-9a51-f5ff4d603bbc","conversation_id":"01a1f132-4603-7584-ae42-a9a1ae5105cf","sequence":5,"sender_id":"01a1f132-4603-72e1-b38c-8ff7dd228198","sender_side":"VISITOR","client_message_id":"01a1f13d-272b-7508-b9ae-7906a6218061","content":"🙏","read":true,"created_at":"2026-11-19T00:37:59.211+00:00"}'::json),
  ('{"id":"01a1f3ba-c98b-7767-bfcb-5816655c56e7","conversation_id":"01a1f3ba-c98b-729b-8408-1a5f449e2f19","sequence":1,"sender_id":"01a1f3ba-c98b-772f-b73f-bcfd4e8b3802","sender_side":"VISITOR","client_message_id":"01a1f3ba-c98b-779c-b694-543091668fdc","content":"My father bought a lamp from you in 1987 and it still works. I only wanted to tell you.","read":true,"created_at":"2026-11-19T12:14:27.211+00:00"}'::json),
  ('{"id":"01a1f3be-30a3-7121-bd49-c7750018ade1","conversation_id":"01a1f3ba-c98b-729b-8408-1a5f449e2f19","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a1f3be-30a3-7715-9574-3a3cd3f195b5","content":"You have just made the whole team’s day. Thank you!","read":true,"created_at":"2026-11-19T12:18:10.211+00:00"}'::json),
  ('{"id":"01a1f3bf-da6b-7185-976c-46b605eb08eb","conversation_id":"01a1f3ba-c98b-729b-8408-1a5f449e2f19","sequence":3,"sender_id":"01a1f3ba-c98b-772f-b73f-bcfd4e8b3802","sender_side":"VISITOR","client_message_id":"01a1f3bf-da6b-74a0-8855-552142c48375","content":"Keep the light on.","read":true,"created_at":"2026-11-19T12:19:59.211+00:00"}'::json),
  ('{"id":"01a1f698-d783-724d-9d0f-247c26138528","conversation_id":"01a1f698-d783-757c-8a41-1a162bae93b5","sequence":1,"sender_id":"01a1f698-d783-74b0-add7-7b693ccfa20d","sender_side":"VISITOR","client_message_id":"01a1f698-d783-74ff-b237-e5174aa5be32","content":"Is gift wrapping possible?","read":true,"created_at":"2026-11-20T01:36:14.211+00:00"}'::json),
  ('{"id":"01a1f69a-71ab-75ba-987b-260c899c01ea","conversation_id":"01a1f698-d783-757c-8a41-1a162bae93b5","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a1f69a-71ab-76a1-8c67-48473daf1db9","content":"Yes, tick “gift” in the cart. It is free this month.","read":false,"created_at":"2026-11-20T01:37:59.211+00:00"}'::json),
  ('{"id":"01a1fb5a-89fb-7117-9f0f-b781e94e5c5f","conversation_id":"01a1fb5a-89fb-7487-b4e4-39bd040bd9b2","sequence":1,"sender_id":"01a1fb5a-89fb-754d-bb8d-03d532744c95","sender_side":"VISITOR","client_message_id":"01a1fb5a-89fb-72aa-9ae1-c8e0e44f57f0","content":"💡💡💡","read":true,"created_at":"2026-11-20T23:46:17.211+00:00"}'::json),
  ('{"id":"01a1fb5d-ed2b-70c0-b7a7-e7023cd70b9e","conversation_id":"01a1fb5a-89fb-7487-b4e4-39bd040bd9b2","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a1fb5d-ed2b-7722-9cbb-4067f89ba45b","content":"✨","read":false,"created_at":"2026-11-20T23:49:59.211+00:00"}'::json),
  ('{"id":"01a1fd05-d0cb-715c-a77c-493f110f6e76","conversation_id":"01a1fd05-d0cb-7342-b423-27219158f010","sequence":1,"sender_id":"01a1fd05-d0cb-74dc-a521-59ad8cfb4af7","sender_side":"VISITOR","client_message_id":"01a1fd05-d0cb-7486-b202-6969c78a6dfb","content":"Do the candles smell?","read":true,"created_at":"2026-11-21T07:32:59.211+00:00"}'::json),
  ('{"id":"01a1fd09-533b-71fb-bc95-bec54ca77bfb","conversation_id":"01a1fd05-d0cb-7342-b423-27219158f010","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a1fd09-533b-75fa-804a-c98e7b929e9b","content":"Only of beeswax.","read":true,"created_at":"2026-11-21T07:36:49.211+00:00"}'::json),
  ('{"id":"01a1fd0a-64ab-73e6-b6d9-08c6114085aa","conversation_id":"01a1fd05-d0cb-7342-b423-27219158f010","sequence":3,"sender_id":"01a1fd05-d0cb-74dc-a521-59ad8cfb4af7","sender_side":"VISITOR","client_message_id":"01a1fd0a-64ab-70e3-a881-f86ce5632ea3","content":"Perfect.","read":true,"created_at":"2026-11-21T07:37:59.211+00:00"}'::json),
  ('{"id":"01a1fee5-ac8b-73f6-ac48-602206b72e22","conversation_id":"01a1fee5-ac8b-75a3-a2c5-615cb877fc12","sequence":1,"sender_id":"01a1fee5-ac8b-7558-9f83-ddac55aa1b8d","sender_side":"VISITOR","client_message_id":"01a1fee5-ac8b-73a5-a7f4-34a9956347d6","content":"Can I cancel order 10290?","read":true,"created_at":"2026-11-21T16:17:07.211+00:00"}'::json),
  ('{"id":"01a1fee9-07eb-749b-bf69-73d1a5bfe4fa","conversation_id":"01a1fee5-ac8b-75a3-a2c5-615cb877fc12","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a1fee9-07eb-770c-b371-c79ea645d626","content":"Cancelled, the money is back tomorrow.","read":true,"created_at":"2026-11-21T16:20:47.211+00:00"}'::json),
  ('{"id":"01a1feeb-0b8b-76a2-844c-d822353fe4ba","conversation_id":"01a1fee5-ac8b-75a3-a2c5-615cb877fc12","sequence":3,"sender_id":"01a1fee5-ac8b-7558-9f83-ddac55aa1b8d","sender_side":"VISITOR","client_message_id":"01a1feeb-0b8b-7330-9509-55193c51d82f","content":"ty","read":true,"created_at":"2026-11-21T16:22:59.211+00:00"}'::json),
  ('{"id":"01a2001d-d2b3-7168-819a-204b4750f8d5","conversation_id":"01a2001d-d2b3-708c-a1d9-c5e2ff24c601","sequence":1,"sender_id":"01a2001d-d2b3-74b0-8ed5-5b9a79cf4b32","sender_side":"VISITOR","client_message_id":"01a2001d-d2b3-7475-ac7e-9e2f64dfef03","content":"Hola, the discount code WELCOME does not work.","read":true,"created_at":"2026-11-21T21:58:04.211+00:00"}'::json),
  ('{"id":"01a20021-513b-70f2-b505-d6e057f37eb1","conversation_id":"01a2001d-d2b3-708c-a1d9-c5e2ff24c601","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a20021-513b-7374-b4f6-6928871456e9","content":"It is for first orders only. I have made you a new one: PATIENCE10","read":true,"created_at":"2026-11-21T22:01:53.211+00:00"}'::json),
  ('{"id":"01a20022-530b-72e4-b34e-ffafbf1cfb24","conversation_id":"01a2001d-d2b3-708c-a1d9-c5e2ff24c601","sequence":3,"sender_id":"01a2001d-d2b3-74b0-8ed5-5b9a79cf4b32","sender_side":"VISITOR","client_message_id":"01a20022-530b-74a8-8105-a11a8a7923b6","content":"¡Gracias!","read":true,"created_at":"2026-11-21T22:02:59.211+00:00"}'::json),
  ('{"id":"01a200f4-701b-7297-a160-38a02068f93c","conversation_id":"01a200f4-701b-73c1-b842-aac4e42319c1","sequence":1,"sender_id":"01a200f4-701b-7479-b07a-788132458bfd","sender_side":"VISITOR","client_message_id":"01a200f4-701b-7520-bfc3-15aa64a215a5","content":"test","read":true,"created_at":"2026-11-22T01:52:29.211+00:00"}'::json),
  ('{"id":"01a200f5-cfab-75ec-837a-9405fec78968","conversation_id":"01a200f4-701b-73c1-b842-aac4e42319c1","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a200f5-cfab-74ac-a73d-6e87b91ac2aa","content":"It works :) Anything we can do for you?","read":false,"created_at":"2026-11-22T01:53:59.211+00:00"}'::json),
  ('{"id":"01a20460-4ec3-7056-8984-4a35581df514","conversation_id":"01a20460-4ec3-7654-8103-86598f8ad02a","sequence":1,"sender_id":"01a20460-4ec3-77b1-a3f7-0ff65c7d295f","sender_side":"VISITOR","client_message_id":"01a20460-4ec3-73b1-b578-95c904f1ecca","content":"Is the black one back in stock soon?","read":true,"created_at":"2026-11-22T17:49:10.211+00:00"}'::json),
  ('{"id":"01a20462-4a93-7612-be2e-f1546ebdf873","conversation_id":"01a20460-4ec3-7654-8103-86598f8ad02a","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a20462-4a93-75f8-b396-10fd9abacb13","content":"On the 3rd. Shall I tell you then?","read":true,"created_at":"2026-11-22T17:51:20.211+00:00"}'::json),
  ('{"id":"01a20464-b7ab-765c-bb1a-1fd2d244e1de","conversation_id":"01a20460-4ec3-7654-8103-86598f8ad02a","sequence":3,"sender_id":"01a20460-4ec3-77b1-a3f7-0ff65c7d295f","sender_side":"VISITOR","client_message_id":"01a20464-b7ab-72ed-b77b-019ae15bd058","content":"yes, nia@example.co.uk","read":true,"created_at":"2026-11-22T17:53:59.211+00:00"}'::json),
  ('{"id":"01a20699-e343-71e8-b7bc-3849fe204b60","conversation_id":"01a20699-e343-72f8-95e4-8be246c82097","sequence":1,"sender_id":"01a20699-e343-7414-9d41-fbc6185cf810","sender_side":"VISITOR","client_message_id":"01a20699-e343-73d7-9c58-4a9c9ce46467","content":"The remote has no battery inside","read":true,"created_at":"2026-11-23T04:11:18.211+00:00"}'::json),
  ('{"id":"01a2069c-582b-7048-b0ef-9807fee1b7f6","conversation_id":"01a20699-e343-72f8-95e4-8be246c82097","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a2069c-582b-747d-ac9a-5685064cecad","content":"Sorry, airlines insist. It takes a CR2032.","read":false,"created_at":"2026-11-23T04:13:59.211+00:00"}'::json),
  ('{"id":"01a2084e-ee13-7788-ac3d-a42759e14466","conversation_id":"01a2084e-ee13-738e-9308-b19ee2b32f81","sequence":1,"sender_id":"01a2084e-ee13-72eb-ab24-1c9286ca39f3","sender_side":"VISITOR","client_message_id":"01a2084e-ee13-76a5-8260-bd9287e268d8","content":"Do you ship to Alaska?","read":true,"created_at":"2026-11-23T12:08:40.211+00:00"}'::json),
  ('{"id":"01a20851-8df3-70b8-8c40-695d55644e4a","conversation_id":"01a2084e-ee13-738e-9308-b19ee2b32f81","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a20851-8df3-7643-b7ca-883747cac9b7","content":"We do, by post only, so count on two weeks.","read":true,"created_at":"2026-11-23T12:11:32.211+00:00"}'::json),
  ('{"id":"01a20853-cc2b-7507-9261-4eea8677a4e2","conversation_id":"01a2084e-ee13-738e-9308-b19ee2b32f81","sequence":3,"sender_id":"01a2084e-ee13-72eb-ab24-1c9286ca39f3","sender_side":"VISITOR","client_message_id":"01a20853-cc2b-732f-b6c6-0d1856a65177","content":"No rush!","read":true,"created_at":"2026-11-23T12:13:59.211+00:00"}'::json),
  ('{"id":"01a20ae7-fbfb-7676-a1d0-63d648cdc7b4","conversation_id":"01a20ae7-fbfb-7227-8598-8cba815d72ea","sequence":1,"sender_id":"01a20ae7-fbfb-70ef-a10a-527861d7b6ac","sender_side":"VISITOR","client_message_id":"01a20ae7-fbfb-7184-ac00-a3a927a94d2e","content":"האם הפנס עמיד במים? (IP65)","read":true,"created_at":"2026-11-24T00:15:05.211+00:00"}'::json),
  ('{"id":"01a20ae8-bb63-70ce-a6c2-74de5027e7fe","conversation_id":"01a20ae7-fbfb-7227-8598-8cba815d72ea","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a20ae8-bb63-7181-8609-b42bd6335040","content":"Yes: IP65, it may stand in the rain.","read":true,"created_at":"2026-11-24T00:15:54.211+00:00"}'::json),
  ('{"id":"01a20aeb-8e0b-7457-8e7e-8fb73421e827","conversation_id":"01a20ae7-fbfb-7227-8598-8cba815d72ea","sequence":3,"sender_id":"01a20ae7-fbfb-70ef-a10a-527861d7b6ac","sender_side":"VISITOR","client_message_id":"01a20aeb-8e0b-77d4-969d-30f0385158ef","content":"תודה","read":true,"created_at":"2026-11-24T00:18:59.211+00:00"}'::json),
  ('{"id":"01a20c6a-8ceb-7188-941b-facc0f53123c","conversation_id":"01a20c6a-8ceb-72d3-a1ea-581c8d405450","sequence":1,"sender_id":"01a20c6a-8ceb-7024-8819-ace6c4a55cdf","sender_side":"VISITOR","client_message_id":"01a20c6a-8ceb-747b-b36f-3f4ed7e29897","content":"Which of the two is brighter?\n\n1. Storm lantern\n2. Porch classic","read":true,"created_at":"2026-11-24T07:17:19.211+00:00"}'::json),
  ('{"id":"01a20c6c-138b-73b3-9149-d351fbac30ac","conversation_id":"01a20c6a-8ceb-72d3-a1ea-581c8d405450","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a20c6c-138b-737d-80fb-cc25437c24c8","content":"The porch classic: 800 against 450 lumen.","read":false,"created_at":"2026-11-24T07:18:59.211+00:00"}'::json),
  ('{"id":"01a20d44-eb43-70f2-ad4c-350aa0256d55","conversation_id":"01a20d44-eb43-743b-ba31-6ca583b97428","sequence":1,"sender_id":"01a20d44-eb43-7382-8d86-b60fa8a20d7f","sender_side":"VISITOR","client_message_id":"01a20d44-eb43-71d0-b9a0-1a3a13394181","content":"The manual is missing page 4 :(","read":true,"created_at":"2026-11-24T11:15:50.211+00:00"}'::json),
  ('{"id":"01a20d47-a293-754a-b6a6-80d988df40fd","conversation_id":"01a20d44-eb43-743b-ba31-6ca583b97428","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a20d47-a293-74b9-b863-68e24f12d205","content":"Here it is: https://example.com/manuals/storm-lantern.pdf","read":true,"created_at":"2026-11-24T11:18:48.211+00:00"}'::json),
  ('{"id":"01a20d4a-8cab-75a6-9140-ffc39c8e9cbc","conversation_id":"01a20d44-eb43-743b-ba31-6ca583b97428","sequence":3,"sender_id":"01a20d44-eb43-7382-8d86-b60fa8a20d7f","sender_side":"VISITOR","client_message_id":"01a20d4a-8cab-743f-815d-78b4f99d2993","content":"Got it!","read":true,"created_at":"2026-11-24T11:21:59.211+00:00"}'::json),
  ('{"id":"01a20e7c-dea3-7092-b8ff-12b31b86855f","conversation_id":"01a20e7c-dea3-709c-b9de-7179e95b0ad9","sequence":1,"sender_id":"01a20e7c-dea3-70fd-8fa2-8aa6af16de7f","sender_side":"VISITOR","client_message_id":"01a20e7c-dea3-760c-9421-06abfac640f4","content":"unsubscribe","read":true,"created_at":"2026-11-24T16:56:34.211+00:00"}'::json),
  ('{"id":"01a20e7e-0783-73f3-8f01-2375da2381ec","conversation_id":"01a20e7c-dea3-709c-b9de-7179e95b0ad9","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a20e7e-0783-77bf-bb9a-1a16bf7ee70b","content":"Done, no more newsletters for you.","read":true,"created_at":"2026-11-24T16:57:50.211+00:00"}'::json),
  ('{"id":"01a20e7f-ff6b-72dc-8f6f-e2d897e39c64","conversation_id":"01a20e7c-dea3-709c-b9de-7179e95b0ad9","sequence":3,"sender_id":"01a20e7c-dea3-70fd-8fa2-8aa6af16de7f","sender_side":"VISITOR","client_message_id":"01a20e7f-ff6b-7521-ad67-5cc102365505","content":"thanks","read":true,"created_at":"2026-11-24T16:59:59.211+00:00"}'::json),
  ('{"id":"01a20f36-cc4b-7304-b375-4ed30b3e9cd6","conversation_id":"01a20f36-cc4b-73ef-9d69-3cfe31c0e3f3","sequence":1,"sender_id":"01a20f36-cc4b-76f1-8e2f-eb4da8f28617","sender_side":"VISITOR","client_message_id":"01a20f36-cc4b-7639-bbad-0cf718f280da","content":"Can I pay in two parts?","read":true,"created_at":"2026-11-24T20:19:39.211+00:00"}'::json),
  ('{"id":"01a20f37-1a6b-7532-b2a3-427422f31fdc","conversation_id":"01a20f36-cc4b-73ef-9d69-3cfe31c0e3f3","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a20f37-1a6b-7127-8c39-73c438c3f52b","content":"From 150 € on, yes: choose “later” at the checkout.","read":false,"created_at":"2026-11-24T20:19:59.211+00:00"}'::json),
  ('{"id":"01a21100-93b3-747f-b52c-54f792ab1a08","conversation_id":"01a21100-93b3-7225-b75f-c380ec1b0956","sequence":1,"sender_id":"01a21100-93b3-70be-aaf4-46ec99d9d99b","sender_side":"VISITOR","client_message_id":"01a21100-93b3-735b-ae03-7c1d0b16efb4","content":"tracking link is 404","read":true,"created_at":"2026-11-25T04:39:40.211+00:00"}'::json),
  ('{"id":"01a21101-f72b-72bc-8198-e282ca977471","conversation_id":"01a21100-93b3-7225-b75f-c380ec1b0956","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a21101-f72b-73fa-bc06-5f0bd14b3cdb","content":"It wakes up when the parcel reaches the first depot, usually the next morning.","read":true,"created_at":"2026-11-25T04:41:11.211+00:00"}'::json),
  ('{"id":"01a21104-876b-779f-8aee-f2df138abe8e","conversation_id":"01a21100-93b3-7225-b75f-c380ec1b0956","sequence":3,"sender_id":"01a21100-93b3-70be-aaf4-46ec99d9d99b","sender_side":"VISITOR","client_message_id":"01a21104-876b-7297-b3f0-baa73a44c0a9","content":"ok thx","read":true,"created_at":"2026-11-25T04:43:59.211+00:00"}'::json),
  ('{"id":"01a212c8-d47b-7291-af26-98a0c1b8c952","conversation_id":"01a212c8-d47b-7410-a90b-b5e832c2cfb7","sequence":1,"sender_id":"01a212c8-d47b-76bb-adae-eb59f30131f3","sender_side":"VISITOR","client_message_id":"01a212c8-d47b-7447-ac60-07b92f96219e","content":"Good evening. I seek a lamp for my late wife’s writing desk. Warm light, brass if possible.","read":true,"created_at":"2026-11-25T12:58:01.211+00:00"}'::json),
  ('{"id":"01a212cc-762b-74f0-b389-f6bcd16ad105","conversation_id":"01a212c8-d47b-7410-a90b-b5e832c2cfb7","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a212cc-762b-723c-a80e-79390bdc3d60","content":"Good evening. The “Harbour” might suit: solid brass, 2200 K, and it dims without a hum.","read":true,"created_at":"2026-11-25T13:01:59.211+00:00"}'::json),
  ('{"id":"01a212ce-9523-736b-ba03-a70178a88696","conversation_id":"01a212c8-d47b-7410-a90b-b5e832c2cfb7","sequence":3,"sender_id":"01a212c8-d47b-76bb-adae-eb59f30131f3","sender_side":"VISITOR","client_message_id":"01a212ce-9523-73bb-a29d-1b9c484bff0a","content":"It sounds right. I shall think it over.","read":true,"created_at":"2026-11-25T13:04:18.211+00:00"}'::json),
  ('{"id":"01a212d1-0a0b-779e-8c1a-b9c8eb59939e","conversation_id":"01a212c8-d47b-7410-a90b-b5e832c2cfb7","sequence":4,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a212d1-0a0b-7609-836b-666176b7ccec","content":"Take your time. I have put one aside for you until Friday.","read":true,"created_at":"2026-11-25T13:06:59.211+00:00"}'::json),
  ('{"id":"01a212d3-c92b-720a-9b77-410fe9ef9cf1","conversation_id":"01a212c8-d47b-7410-a90b-b5e832c2cfb7","sequence":5,"sender_id":"01a212c8-d47b-76bb-adae-eb59f30131f3","sender_side":"VISITOR","client_message_id":"01a212d3-c92b-758f-9df4-7f71dce48f62","content":"That is kind.","read":true,"created_at":"2026-11-25T13:09:59.211+00:00"}'::json),
  ('{"id":"01a21333-8ccb-729b-9017-b2cefdab1a5d","conversation_id":"01a21333-8ccb-76e5-b8f8-90242db64501","sequence":1,"sender_id":"01a21333-8ccb-75fe-8d54-d3db5551b580","sender_side":"VISITOR","client_message_id":"01a21333-8ccb-7375-bd27-ae8dcfd974e2","content":"Is the cable replaceable?","read":true,"created_at":"2026-11-25T14:54:35.211+00:00"}'::json),
  ('{"id":"01a21337-364b-7158-be89-123394a779c6","conversation_id":"01a21333-8ccb-76e5-b8f8-90242db64501","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a21337-364b-742c-aa5d-3361636cddf9","content":"It is, with a normal screwdriver. Spare cables are under “parts”.","read":true,"created_at":"2026-11-25T14:58:35.211+00:00"}'::json),
  ('{"id":"01a21338-7e6b-7681-96b8-679c879a4b33","conversation_id":"01a21333-8ccb-76e5-b8f8-90242db64501","sequence":3,"sender_id":"01a21333-8ccb-75fe-8d54-d3db5551b580","sender_side":"VISITOR","client_message_id":"01a21338-7e6b-74a7-9635-c393ec7412ae","content":"Love that.","read":true,"created_at":"2026-11-25T14:59:59.211+00:00"}'::json),
  ('{"id":"01a215d6-8d93-7142-acc2-88c2d0fd2ae6","conversation_id":"01a215d6-8d93-743b-b790-37674c200d76","sequence":1,"sender_id":"01a215d6-8d93-751b-85d7-a468fbce1b25","sender_side":"VISITOR","client_message_id":"01a215d6-8d93-7765-90c2-93cd6e179207","content":"كم تكلفة الشحن إلى القاهرة؟","read":true,"created_at":"2026-11-26T03:11:52.211+00:00"}'::json),
  ('{"id":"01a215d9-680b-77fd-9f1a-40cf215814ff","conversation_id":"01a215d6-8d93-743b-b790-37674c200d76","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a215d9-680b-7699-8d1a-54c4a95afcba","content":"Hello Ahmed, shipping to Cairo is 14 €.","read":false,"created_at":"2026-11-26T03:14:59.211+00:00"}'::json),
  ('{"id":"01a21831-0023-7534-a591-85e4590d0c4f","conversation_id":"01a21831-0023-73db-bbb5-5aee633e875f","sequence":1,"sender_id":"01a21831-0023-75a6-9d2f-f0a157aa1533","sender_side":"VISITOR","client_message_id":"01a21831-0023-7759-85a6-eb43df930bc4","content":"I typed the wrong street in order 10377","read":true,"created_at":"2026-11-26T14:09:54.211+00:00"}'::json),
  ('{"id":"01a21832-639b-722d-8707-7efcc4522b9b","conversation_id":"01a21831-0023-73db-bbb5-5aee633e875f","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a21832-639b-775d-9519-2157900ea224","content":"Caught in time. What is the right one?","read":true,"created_at":"2026-11-26T14:11:25.211+00:00"}'::json),
  ('{"id":"01a21832-f80b-738c-b1e8-ae237d8c5538","conversation_id":"01a21831-0023-73db-bbb5-5aee633e875f","sequence":3,"sender_id":"01a21831-0023-75a6-9d2f-f0a157aa1533","sender_side":"VISITOR","client_message_id":"01a21832-f80b-754b-83ec-05e4db507ae6","content":"12 Alder Lane instead of 21","read":true,"created_at":"2026-11-26T14:12:03.211+00:00"}'::json),
  ('{"id":"01a21834-c113-761c-b3e5-bdff4e75200d","conversation_id":"01a21831-0023-73db-bbb5-5aee633e875f","sequence":4,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a21834-c113-703d-8212-97c0d71f8ea3","content":"Changed.","read":true,"created_at":"2026-11-26T14:14:00.211+00:00"}'::json),
  ('{"id":"01a21835-a78b-736f-85e6-33abefb9cbdb","conversation_id":"01a21831-0023-73db-bbb5-5aee633e875f","sequence":5,"sender_id":"01a21831-0023-75a6-9d2f-f0a157aa1533","sender_side":"VISITOR","client_message_id":"01a21835-a78b-700e-b6a3-21b1f93b6723","content":"you are a star ⭐","read":true,"created_at":"2026-11-26T14:14:59.211+00:00"}'::json),
  ('{"id":"01a218be-869b-7708-b47f-270011a9feee","conversation_id":"01a218be-869b-752c-b122-e15d247928f3","sequence":1,"sender_id":"01a218be-869b-7090-9eb4-9edac88b069f","sender_side":"VISITOR","client_message_id":"01a218be-869b-75f5-b5f5-d8c14255308c","content":"Can the reading light run on a power bank?","read":true,"created_at":"2026-11-26T16:44:29.211+00:00"}'::json),
  ('{"id":"01a218c0-d08b-77ff-ad9b-fb0508fea420","conversation_id":"01a218be-869b-752c-b122-e15d247928f3","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a218c0-d08b-71a3-8029-b414820d2c8b","content":"Yes, over USB-C, about nine hours with 10 000 mAh.","read":false,"created_at":"2026-11-26T16:46:59.211+00:00"}'::json),
  ('{"id":"01a21b0f-0e1b-705c-9c49-0ade530eb64b","conversation_id":"01a21b0f-0e1b-7128-9c66-ac85e6dc8d82","sequence":1,"sender_id":"01a21b0f-0e1b-741e-9200-1842b2da60d2","sender_side":"VISITOR","client_message_id":"01a21b0f-0e1b-75d5-95e0-3b85debd95af","content":"I would like to return the floor lamp, it is too tall for the room.","read":true,"created_at":"2026-11-27T03:31:41.211+00:00"}'::json),
  ('{"id":"01a21b0f-8f03-7755-a1a5-167a76e739bd","conversation_id":"01a21b0f-0e1b-7128-9c66-ac85e6dc8d82","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a21b0f-8f03-77f9-ac47-cda34da4c994","content":"No problem. The label is in your order, under “returns”.","read":true,"created_at":"2026-11-27T03:32:14.211+00:00"}'::json),
  ('{"id":"01a21b11-6f7b-70d2-a435-2f74ba160304","conversation_id":"01a21b0f-0e1b-7128-9c66-ac85e6dc8d82","sequence":3,"sender_id":"01a21b0f-0e1b-741e-9200-1842b2da60d2","sender_side":"VISITOR","client_message_id":"01a21b11-6f7b-73e9-961a-ba3742a32758","content":"Found it. When is the money back?","read":true,"created_at":"2026-11-27T03:34:17.211+00:00"}'::json),
  ('{"id":"01a21b12-138b-72e9-9015-4201dc7241a5","conversation_id":"01a21b0f-0e1b-7128-9c66-ac85e6dc8d82","sequence":4,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a21b12-138b-7403-ba5a-1a0cf357bd63","content":"Three working days after it reaches us.","read":false,"created_at":"2026-11-27T03:34:59.211+00:00"}'::json),
  ('{"id":"01a21bea-6a5b-7598-a04a-f79629356f59","conversation_id":"01a21bea-6a5b-70b8-99a2-4cec838ed55b","sequence":1,"sender_id":"01a21bea-6a5b-7418-bc6a-a8c52c795af1","sender_side":"VISITOR","client_message_id":"01a21bea-6a5b-7704-9b97-83437b960f59","content":"Is there an app for the smart bulb?","read":true,"created_at":"2026-11-27T07:31:17.211+00:00"}'::json),
  ('{"id":"01a21beb-6843-71c5-b218-fa0eb24fc70a","conversation_id":"01a21bea-6a5b-70b8-99a2-4cec838ed55b","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a21beb-6843-7788-871d-53464d34a6e5","content":"No app: it listens to its own web page on your network.","read":true,"created_at":"2026-11-27T07:32:22.211+00:00"}'::json),
  ('{"id":"01a21beb-f8cb-742a-8c2a-c05f73d255c5","conversation_id":"01a21bea-6a5b-70b8-99a2-4cec838ed55b","sequence":3,"sender_id":"01a21bea-6a5b-7418-bc6a-a8c52c795af1","sender_side":"VISITOR","client_message_id":"01a21beb-f8cb-773a-b37c-273859e4ea10","content":"even better","read":true,"created_at":"2026-11-27T07:32:59.211+00:00"}'::json),
  ('{"id":"01a21ddd-2623-70ba-8b45-57f896613ef2","conversation_id":"01a21ddd-2623-7794-8ec6-52bfcaf1cf9b","sequence":1,"sender_id":"01a21ddd-2623-7709-8648-f83faaddcafb","sender_side":"VISITOR","client_message_id":"01a21ddd-2623-71fe-8106-2936bf51c9dc","content":"How long is the warranty?","read":true,"created_at":"2026-11-27T16:36:02.211+00:00"}'::json),
  ('{"id":"01a21dde-04cb-75e8-a443-3f0c35bd77b1","conversation_id":"01a21ddd-2623-7794-8ec6-52bfcaf1cf9b","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a21dde-04cb-71f8-ae35-575a8a2d6b77","content":"Five years on everything but the bulb.","read":false,"created_at":"2026-11-27T16:36:59.211+00:00"}'::json),
  ('{"id":"01a21e79-bffb-7574-b971-a3089c653071","conversation_id":"01a21e79-bffb-75f7-8e7c-4116e635dbbe","sequence":1,"sender_id":"01a21e79-bffb-727c-bd76-e9f33b1f9bf6","sender_side":"VISITOR","client_message_id":"01a21e79-bffb-744d-98ef-dbae81d3408e","content":"My lantern arrived with a crack in the glass.","read":true,"created_at":"2026-11-27T19:27:05.211+00:00"}'::json),
  ('{"id":"01a21e7b-c783-7271-b754-671d1eb7f93c","conversation_id":"01a21e79-bffb-75f7-8e7c-4116e635dbbe","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a21e7b-c783-738e-a52d-c2e03d976d1c","content":"I am sorry! A photo is enough, no need to send it back.","read":true,"created_at":"2026-11-27T19:29:18.211+00:00"}'::json),
  ('{"id":"01a21e7f-0b73-778e-ac28-9c23c14b3ca4","conversation_id":"01a21e79-bffb-75f7-8e7c-4116e635dbbe","sequence":3,"sender_id":"01a21e79-bffb-727c-bd76-e9f33b1f9bf6","sender_side":"VISITOR","client_message_id":"01a21e7f-0b73-7735-a807-3c9e5ae00a04","content":"https://example.com/photos/lantern-crack.jpg","read":true,"created_at":"2026-11-27T19:32:52.211+00:00"}'::json),
  ('{"id":"01a21e80-b153-716f-ab4c-be8133fcf5b5","conversation_id":"01a21e79-bffb-75f7-8e7c-4116e635dbbe","sequence":4,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a21e80-b153-7350-8364-a18f18069dd7","content":"Thank you. A new one leaves today.","read":true,"created_at":"2026-11-27T19:34:40.211+00:00"}'::json),
  ('{"id":"01a21e82-d04b-7179-b8a4-9028109a05cf","conversation_id":"01a21e79-bffb-75f7-8e7c-4116e635dbbe","sequence":5,"sender_id":"01a21e79-bffb-727c-bd76-e9f33b1f9bf6","sender_side":"VISITOR","client_message_id":"01a21e82-d04b-754c-a954-bd42d1e56177","content":"Merci, that was quick.","read":true,"created_at":"2026-11-27T19:36:59.211+00:00"}'::json),
  ('{"id":"01a21ef1-ca73-72e0-8fcc-85c1d98726ca","conversation_id":"01a21ef1-ca73-778d-9610-65c9126be19a","sequence":1,"sender_id":"01a21ef1-ca73-742d-a9ba-f9ca6dca4c68","sender_side":"VISITOR","client_message_id":"01a21ef1-ca73-7117-b35b-1458ebc3c7dd","content":"Oi! Can we pick the lamp up ourselves on Saturday?","read":true,"created_at":"2026-11-27T21:38:12.211+00:00"}'::json),
  ('{"id":"01a21ef2-91ab-7091-b732-d27f959808af","conversation_id":"01a21ef1-ca73-778d-9610-65c9126be19a","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a21ef2-91ab-73ef-b346-c9e37a2e76ed","content":"Yes, from 10 to 14 h at the back door. Please bring the order number.","read":true,"created_at":"2026-11-27T21:39:03.211+00:00"}'::json),
  ('{"id":"01a21ef6-2b8b-74ca-83f3-891a968ae276","conversation_id":"01a21ef1-ca73-778d-9610-65c9126be19a","sequence":3,"sender_id":"01a21ef1-ca73-742d-a9ba-f9ca6dca4c68","sender_side":"VISITOR","client_message_id":"01a21ef6-2b8b-7390-b216-f8153999864f","content":"Great, see you there","read":true,"created_at":"2026-11-27T21:42:59.211+00:00"}'::json),
  ('{"id":"01a21f76-198b-753c-8b3c-f4436197ae4e","conversation_id":"01a21f76-198b-74ce-ba76-d092b3d86ebd","sequence":1,"sender_id":"01a21f76-198b-7013-90d4-5dc238546f64","sender_side":"VISITOR","client_message_id":"01a21f76-198b-722f-b118-45b469f54559","content":"hello??","read":true,"created_at":"2026-11-28T00:02:43.211+00:00"}'::json),
  ('{"id":"01a21f79-172b-7777-8a1a-7d879893c0c5","conversation_id":"01a21f76-198b-74ce-ba76-d092b3d86ebd","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a21f79-172b-72e1-9980-016908c977c1","content":"Hello! How can I help?","read":false,"created_at":"2026-11-28T00:05:59.211+00:00"}'::json),
  ('{"id":"01a22021-f5a3-7720-a9d6-f3f26b692497","conversation_id":"01a22021-f5a3-755b-8411-23a29db1f080","sequence":1,"sender_id":"01a22021-f5a3-7793-b1e7-dc85f9b43e50","sender_side":"VISITOR","client_message_id":"01a22021-f5a3-7160-a28d-afb371497fa4","content":"Do you offer a discount for schools? We would need 24 desk lamps.","read":true,"created_at":"2026-11-28T03:10:26.211+00:00"}'::json),
  ('{"id":"01a22024-9583-7559-b9ae-e0b8ddc36a2a","conversation_id":"01a22021-f5a3-755b-8411-23a29db1f080","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a22024-9583-70e0-9a49-a30b14d23455","content":"We do: 15 % from ten pieces. Shall I prepare an offer?","read":true,"created_at":"2026-11-28T03:13:18.211+00:00"}'::json),
  ('{"id":"01a22026-5aa3-76b5-8df4-34f7c92f84c9","conversation_id":"01a22021-f5a3-755b-8411-23a29db1f080","sequence":3,"sender_id":"01a22021-f5a3-7793-b1e7-dc85f9b43e50","sender_side":"VISITOR","client_message_id":"01a22026-5aa3-7383-9f71-0db319d671de","content":"Yes please, to this address.","read":true,"created_at":"2026-11-28T03:15:14.211+00:00"}'::json),
  ('{"id":"01a22028-df2b-7376-b58c-4aa1914f6136","conversation_id":"01a22021-f5a3-755b-8411-23a29db1f080","sequence":4,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a22028-df2b-768c-a995-9685a1abbc11","content":"It is on its way, valid for 30 days.","read":false,"created_at":"2026-11-28T03:17:59.211+00:00"}'::json),
  ('{"id":"01a220e4-e3fb-7713-ae78-56721893bbdf","conversation_id":"01a220e4-e3fb-7279-bb18-59d647b97abb","sequence":1,"sender_id":"01a220e4-e3fb-72fe-996d-9819c1546613","sender_side":"VISITOR","client_message_id":"01a220e4-e3fb-73b7-b0f8-6f7f0a2a0d4a","content":"The checkout shows “card declined”, my bank says nothing arrived.","read":true,"created_at":"2026-11-28T06:43:21.211+00:00"}'::json),
  ('{"id":"01a220e6-c85b-7620-8565-2cfb963a50b4","conversation_id":"01a220e4-e3fb-7279-bb18-59d647b97abb","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a220e6-c85b-71c9-918c-b1f67575e924","content":"Could you try once more? We had a short outage until ten minutes ago.","read":true,"created_at":"2026-11-28T06:45:25.211+00:00"}'::json),
  ('{"id":"01a220e8-378b-72ff-8f62-6fa97e767877","conversation_id":"01a220e4-e3fb-7279-bb18-59d647b97abb","sequence":3,"sender_id":"01a220e4-e3fb-72fe-996d-9819c1546613","sender_side":"VISITOR","client_message_id":"01a220e8-378b-746f-a99a-5768586938e3","content":"That worked!","read":true,"created_at":"2026-11-28T06:46:59.211+00:00"}'::json),
  ('{"id":"01a221e1-e19b-7358-9d88-6d7c01498cf6","conversation_id":"01a221e1-e19b-73e5-bb13-34d4649d9956","sequence":1,"sender_id":"01a221e1-e19b-7271-8f5f-63ada5755758","sender_side":"VISITOR","client_message_id":"01a221e1-e19b-71d2-888b-5ec8d24daf3c","content":"こんにちは。日本の電圧（100V）で使えますか？","read":true,"created_at":"2026-11-28T11:19:41.211+00:00"}'::json),
  ('{"id":"01a221e5-0e1b-73b4-a2fe-8dd156afa166","conversation_id":"01a221e1-e19b-73e5-bb13-34d4649d9956","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a221e5-0e1b-76b4-8b71-a04f2ba16b1c","content":"Hello! Yes, it works from 100 to 240 V.","read":true,"created_at":"2026-11-28T11:23:09.211+00:00"}'::json),
  ('{"id":"01a221e8-908b-7399-891f-f6de9ca87d19","conversation_id":"01a221e1-e19b-73e5-bb13-34d4649d9956","sequence":3,"sender_id":"01a221e1-e19b-7271-8f5f-63ada5755758","sender_side":"VISITOR","client_message_id":"01a221e8-908b-7516-a6ed-4a04302ffddd","content":"ありがとうございます。","read":true,"created_at":"2026-11-28T11:26:59.211+00:00"}'::json),
  ('{"id":"01a2228a-df53-73d1-b2f2-e50c92a5b689","conversation_id":"01a2228a-df53-729b-aea6-21fd565c74ec","sequence":1,"sender_id":"01a2228a-df53-742a-b75f-f5346be08727","sender_side":"VISITOR","client_message_id":"01a2228a-df53-753c-92cb-4184c9764631","content":"what bulb does the porch classic take","read":true,"created_at":"2026-11-28T14:24:16.211+00:00"}'::json),
  ('{"id":"01a2228c-eac3-7746-aede-514daba0d547","conversation_id":"01a2228a-df53-729b-aea6-21fd565c74ec","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a2228c-eac3-76cd-93ac-7ab9a68eb8ea","content":"An E26, up to 40 W or any LED.","read":true,"created_at":"2026-11-28T14:26:30.211+00:00"}'::json),
  ('{"id":"01a2228d-5c0b-7486-9de3-c2cbd8734a7d","conversation_id":"01a2228a-df53-729b-aea6-21fd565c74ec","sequence":3,"sender_id":"01a2228a-df53-742a-b75f-f5346be08727","sender_side":"VISITOR","client_message_id":"01a2228d-5c0b-7336-96a9-757a78be628f","content":"👍","read":true,"created_at":"2026-11-28T14:26:59.211+00:00"}'::json),
  ('{"id":"01a22329-b37b-710b-b6d9-3a2c7ae6e309","conversation_id":"01a22329-b37b-75b6-9663-67f2e1b882fc","sequence":1,"sender_id":"01a22329-b37b-75cb-9244-9270cce14127","sender_side":"VISITOR","client_message_id":"01a22329-b37b-77bf-9ff0-510fb79eb235","content":"Bonjour, could I have an invoice with our VAT number?","read":true,"created_at":"2026-11-28T17:17:45.211+00:00"}'::json),
  ('{"id":"01a2232b-789b-73cd-9c7b-59f5a01423d9","conversation_id":"01a22329-b37b-75b6-9663-67f2e1b882fc","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a2232b-789b-73c0-b651-692b4c031854","content":"Bonjour Camille! Which number shall it carry?","read":true,"created_at":"2026-11-28T17:19:41.211+00:00"}'::json),
  ('{"id":"01a2232c-7e53-7408-8b87-411695088bb9","conversation_id":"01a22329-b37b-75b6-9663-67f2e1b882fc","sequence":3,"sender_id":"01a22329-b37b-75cb-9244-9270cce14127","sender_side":"VISITOR","client_message_id":"01a2232c-7e53-7411-9c1e-60da9a47e9e2","content":"FR 40 303 265 045","read":true,"created_at":"2026-11-28T17:20:48.211+00:00"}'::json),
  ('{"id":"01a2232c-d82b-766d-a6f3-0bc3a1f83fe6","conversation_id":"01a22329-b37b-75b6-9663-67f2e1b882fc","sequence":4,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a2232c-d82b-7084-b3c8-90203047cbce","content":"Done. It is in your inbox.","read":true,"created_at":"2026-11-28T17:21:11.211+00:00"}'::json),
  ('{"id":"01a2232e-7e0b-7018-bb59-6955cdb8c234","conversation_id":"01a22329-b37b-75b6-9663-67f2e1b882fc","sequence":5,"sender_id":"01a22329-b37b-75cb-9244-9270cce14127","sender_side":"VISITOR","client_message_id":"01a2232e-7e0b-75ad-b21b-b002919c4174","content":"Parfait, merci !","read":true,"created_at":"2026-11-28T17:22:59.211+00:00"}'::json),
  ('{"id":"01a223bd-bdeb-7529-b730-f99dfbd95754","conversation_id":"01a223bd-bdeb-73ad-9259-a60d23ec1dee","sequence":1,"sender_id":"01a223bd-bdeb-704c-910b-683f22aae099","sender_side":"VISITOR","client_message_id":"01a223bd-bdeb-716d-8879-ada24b09d28a","content":"Your form cuts off my name. It has 70 letters.","read":true,"created_at":"2026-11-28T19:59:27.211+00:00"}'::json),
  ('{"id":"01a223bf-b1eb-76a4-8ef1-cb9c36790940","conversation_id":"01a223bd-bdeb-73ad-9259-a60d23ec1dee","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a223bf-b1eb-7674-9a10-d9903a19732b","content":"Oh no. We print it by hand for you today, and I have told our developers.","read":true,"created_at":"2026-11-28T20:01:35.211+00:00"}'::json),
  ('{"id":"01a223c1-e46b-73d3-aa5b-28c221eb61d3","conversation_id":"01a223bd-bdeb-73ad-9259-a60d23ec1dee","sequence":3,"sender_id":"01a223bd-bdeb-704c-910b-683f22aae099","sender_side":"VISITOR","client_message_id":"01a223c1-e46b-77c2-a5fa-fee334185bf3","content":"RindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzlichermaßenvorgeschriebeneWörter are normal here :)","read":true,"created_at":"2026-11-28T20:03:59.211+00:00"}'::json),
  ('{"id":"01a22400-d99b-7268-830c-7ffe71e2e945","conversation_id":"01a22400-d99b-727f-a026-16b1cac0cc45","sequence":1,"sender_id":"01a22400-d99b-708d-8a3c-3400d3ca2a12","sender_side":"VISITOR","client_message_id":"01a22400-d99b-76b4-ba67-74f067cd1487","content":"مرحبا، هل يمكنني تغيير لون المصباح في طلبي؟","read":true,"created_at":"2026-11-28T21:12:45.211+00:00"}'::json),
  ('{"id":"01a22403-1fa3-71bc-baf6-78da53a3722c","conversation_id":"01a22400-d99b-727f-a026-16b1cac0cc45","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"01a22403-1fa3-70ef-b37f-a32da358b14b","content":"Of course, Layla. Which colour would you like?","read":true,"created_at":"2026-11-28T21:15:14.211+00:00"}'::json),
  ('{"id":"01a22403-cf6b-717a-a957-2c9529939f81","conversation_id":"01a22400-d99b-727f-a026-16b1cac0cc45","sequence":3,"sender_id":"01a22400-d99b-708d-8a3c-3400d3ca2a12","sender_side":"VISITOR","client_message_id":"01a22403-cf6b-700b-9597-0273d169a290","content":"الأزرق من فضلك","read":true,"created_at":"2026-11-28T21:15:59.211+00:00"}'::json),
  ('{"id":"01a2243a-bdeb-7685-8a90-0f10b248a5f6","conversation_id":"01a2243a-bdeb-727c-a32f-8713a02d20bb","sequence":1,"sender_id":"01a2243a-bdeb-76bd-a52a-5e16ff83c03e","sender_side":"VISITOR","client_message_id":"01a2243a-bdeb-7673-9c3d-5fd6bd425cf5","content":"Do you have a shop in Leipzig?","read":false,"created_at":"2026-11-28T22:15:59.211+00:00"}'::json),
  ('{"id":"01a22498-33b3-72e8-be90-344101e0e185","conversation_id":"01a22498-33b3-76fa-bea6-5dfee926b3b3","sequence":1,"sender_id":"01a22498-33b3-74a0-bb57-8f8de241639c","sender_side":"VISITOR","client_message_id":"01a22498-33b3-7407-a30b-99cf645c539e","content":"is anyone awake 👀","read":false,"created_at":"2026-11-28T23:58:04.211+00:00"}'::json),
  ('{"id":"01a2249b-353b-70d3-9fb5-5ddde63d0272","conversation_id":"01a22498-33b3-76fa-bea6-5dfee926b3b3","sequence":2,"sender_id":"01a22498-33b3-74a0-bb57-8f8de241639c","sender_side":"VISITOR","client_message_id":"01a2249b-353b-749f-b3aa-8b67a26e8caf","content":"my reading light flickers when I dim it below 20 %","read":false,"created_at":"2026-11-29T00:01:21.211+00:00"}'::json),
  ('{"id":"01a2249d-9e6b-729d-8e21-95676a1b479c","conversation_id":"01a22498-33b3-76fa-bea6-5dfee926b3b3","sequence":3,"sender_id":"01a22498-33b3-74a0-bb57-8f8de241639c","sender_side":"VISITOR","client_message_id":"01a2249d-9e6b-7072-bdf9-507997a77579","content":"video: https://example.com/flicker","read":false,"created_at":"2026-11-29T00:03:59.211+00:00"}'::json),
  ('{"id":"01a224e4-f03b-7549-a06a-04982e12860f","conversation_id":"01a224e4-f03b-701a-a74a-4c52972e3d9d","sequence":1,"sender_id":"01a224e4-f03b-7202-9574-30da4f9fb443","sender_side":"VISITOR","client_message_id":"01a224e4-f03b-77f0-ab53-d7027dc58407","content":"שלום, האם אתם שולחים לחיפה?","read":true,"created_at":"2026-11-29T01:21:53.211+00:00"}'::json),
  ('{"id":"01a224e6-385b-7716-92e0-1e7b37ea1a28","conversation_id":"01a224e4-f03b-701a-a74a-4c52972e3d9d","sequence":2,"sender_id":"01a22546-136b-7625-b53b-20146c9101d4","sender_side":"AGENT","client_message_id":"01a224e6-385b-7768-baca-3b81dc2c6559","content":"Hello Noa! Yes, it takes about six days.","read":true,"created_at":"2026-11-29T01:23:17.211+00:00"}'::json),
  ('{"id":"01a224e7-c6cb-71d8-a1c5-9084b76e8f69","conversation_id":"01a224e4-f03b-701a-a74a-4c52972e3d9d","sequence":3,"sender_id":"01a224e4-f03b-7202-9574-30da4f9fb443","sender_side":"VISITOR","client_message_id":"01a224e7-c6cb-70a2-b717-f36ed04f084c","content":"מצוין, תודה רבה!","read":false,"created_at":"2026-11-29T01:24:59.211+00:00"}'::json),
  ('{"id":"01a2251d-c31b-7147-9fb5-c103dac68775","conversation_id":"01a2251d-c31b-7640-83f1-2ed9c6596958","sequence":1,"sender_id":"01a2251d-c31b-73d8-a99b-c4ddc5fa98fd","sender_side":"VISITOR","client_message_id":"01a2251d-c31b-7456-b86f-8e9d8dda3efd","content":"Hi! My order 10482 says “delivered”, but nothing is here.","read":true,"created_at":"2026-11-29T02:23:57.211+00:00"}'::json),
  ('{"id":"01a2251f-d65b-7549-bc57-3bdb2c5b67e0","conversation_id":"01a2251d-c31b-7640-83f1-2ed9c6596958","sequence":2,"sender_id":"01a22546-136b-72f3-88c7-ae18228a489e","sender_side":"AGENT","client_message_id":"01a2251f-d65b-7696-a0f2-9df37a0e523f","content":"Hi Victor, I am sorry about that. I am asking the carrier for the delivery photo.","read":true,"created_at":"2026-11-29T02:26:13.211+00:00"}'::json),
  ('{"id":"01a22520-7e53-7335-ae2f-c785c56a557e","conversation_id":"01a2251d-c31b-7640-83f1-2ed9c6596958","sequence":3,"sender_id":"01a2251d-c31b-73d8-a99b-c4ddc5fa98fd","sender_side":"VISITOR","client_message_id":"01a22520-7e53-70df-b30a-a3cf58665cb4","content":"Thank you. The neighbours have not seen it either.","read":false,"created_at":"2026-11-29T02:26:56.211+00:00"}'::json),
  ('{"id":"01a22522-5ecb-707e-b693-020d57d7ae70","conversation_id":"01a2251d-c31b-7640-83f1-2ed9c6596958","sequence":4,"sender_id":"01a2251d-c31b-73d8-a99b-c4ddc5fa98fd","sender_side":"VISITOR","client_message_id":"01a22522-5ecb-7374-ae0b-9b056cdcf9a6","content":"Any news?","read":false,"created_at":"2026-11-29T02:28:59.211+00:00"}'::json),
  ('{"id":"01a22544-3eab-746e-a543-f8862cd72d38","conversation_id":"01a22544-3eab-71c8-807e-c5db67066eee","sequence":1,"sender_id":"01a22544-3eab-7151-8970-ad9ccde1eac3","sender_side":"VISITOR","client_message_id":"01a22544-3eab-74ad-b8ea-a18288ddc591","content":"Hello, is the storm lantern safe to leave outside in the rain?","read":false,"created_at":"2026-11-29T03:05:59.211+00:00"}'::json),
  ('{"id":"01a22546-337b-76b8-a54a-758ce0e056ad","conversation_id":"01a22546-336b-7555-8847-b7294e42c23c","sequence":1,"sender_id":"01a22546-31e0-764d-a672-800cf2511e69","sender_side":"VISITOR","client_message_id":"3f7ed864-afed-4bb2-af36-765dd51086e5","content":"Is the lantern back?","read":false,"created_at":"2026-11-29T03:08:07.419+00:00"}'::json),
  ('{"id":"01a22546-34c3-71fe-826f-5b26dd1036ad","conversation_id":"01a22546-336b-7555-8847-b7294e42c23c","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"92efc88d-d047-4c0e-86f4-10c7e9f0171a","content":"Yes, **since today**.","read":false,"created_at":"2026-11-29T03:08:07.747+00:00"}'::json),
  ('{"id":"01a22546-3507-76fe-a6ec-4be3c5f69348","conversation_id":"01a22546-336b-7555-8847-b7294e42c23c","sequence":3,"sender_id":"01a22546-31e0-764d-a672-800cf2511e69","sender_side":"VISITOR","client_message_id":"8da4e104-86e2-4658-a9fd-9fea721768b2","content":"Two of them, please.","read":false,"created_at":"2026-11-29T03:08:07.815+00:00"}'::json),
  ('{"id":"01a22546-3522-707c-91d9-7a83978b2dc9","conversation_id":"01a22546-336b-7555-8847-b7294e42c23c","sequence":4,"sender_id":"01a22546-31e0-764d-a672-800cf2511e69","sender_side":"VISITOR","client_message_id":"0e38fb20-917a-44d8-a467-8219e4ce4b29","content":"By Friday?","read":false,"created_at":"2026-11-29T03:08:07.842+00:00"}'::json),
  ('{"id":"01a22546-3590-74f6-b353-e1922f6e49a7","conversation_id":"01a22546-358f-7448-bef6-c0d4e153d7ce","sequence":1,"sender_id":"01a22546-3589-7388-99bd-32cc8bb30cf8","sender_side":"VISITOR","client_message_id":"2c0c0587-575a-4b20-b528-45b789e622bb","content":"Bonjour, ça va ? 🏮","read":false,"created_at":"2026-11-29T03:08:07.952+00:00"}'::json),
  ('{"id":"01a22546-35f6-706a-b339-a58e4fefc2e9","conversation_id":"01a22546-358f-7448-bef6-c0d4e153d7ce","sequence":2,"sender_id":"01a22546-136b-76d9-a421-9ae04e8ee28a","sender_side":"AGENT","client_message_id":"fa3966e7-5f70-4c63-8ffb-ceae58e90069","content":"24. December we are closed","read":false,"created_at":"2026-11-29T03:08:08.054+00:00"}'::json),
  ('{"id":"01a22546-36d9-745a-9c7a-e89e683e1388","conversation_id":"01a22546-36d8-75e0-b43d-7e5dbeb805f2","sequence":1,"sender_id":"01a22546-369e-7005-8efc-0cdc0a3125b8","sender_side":"VISITOR","client_message_id":"b620261c-c0d1-42fc-852f-34c233174231","content":"spam spam","read":false,"created_at":"2026-11-29T03:08:08.281+00:00"}'::json)
) AS line(j), json_populate_record(NULL::"message", j) AS r;

-- rate_limit_window
INSERT INTO "rate_limit_window" SELECT r.* FROM (VALUES
  ('{"key":"message:XMN-9bkJFQKBxGSXeTnWTN","count":1,"expires_at":"2026-11-29T03:09:07.812+00:00"}'::json),
  ('{"key":"signInFromNetwork:XMN-9bkJFQKBxGSXeTnWTN","count":1,"expires_at":"2026-11-29T03:09:06.133+00:00"}'::json),
  ('{"key":"signInToAccount:HhS1BV4Qjr4iOOOLDT_fcj","count":1,"expires_at":"2026-11-29T03:09:06.141+00:00"}'::json),
  ('{"key":"startFromNetwork:XMN-9bkJFQKBxGSXeTnWTN","count":3,"expires_at":"2026-11-29T03:09:06.865+00:00"}'::json)
) AS line(j), json_populate_record(NULL::"rate_limit_window", j) AS r;

SELECT setval(pg_get_serial_sequence('outbox_event', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM outbox_event));
