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
