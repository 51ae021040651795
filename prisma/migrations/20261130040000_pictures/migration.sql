-- Agents' pictures, apart from their rows so that lists stay small. A picture never changes: another one has another id.
CREATE TABLE "picture" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "picture_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "picture_type_check" CHECK ("type" IN ('image/webp', 'image/jpeg')),
    CONSTRAINT "picture_size_check" CHECK (octet_length("bytes") BETWEEN 1 AND 64000)
);
-- They are compressed already: PostgreSQL need not try.
ALTER TABLE "picture" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

ALTER TABLE "users" ADD COLUMN "picture_id" UUID;
CREATE UNIQUE INDEX "users_picture_id_key" ON "users"("picture_id");
ALTER TABLE "users" ADD CONSTRAINT "users_picture_id_fkey" FOREIGN KEY ("picture_id") REFERENCES "picture"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "users" ADD CONSTRAINT "users_picture_check" CHECK ("picture_id" IS NULL OR "role" <> 'VISITOR');
