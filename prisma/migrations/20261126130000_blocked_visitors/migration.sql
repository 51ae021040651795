ALTER TABLE "users" ADD COLUMN "blocked_at" TIMESTAMPTZ(3), ADD COLUMN "blocked_by_id" UUID;

ALTER TABLE "users" ADD CONSTRAINT "users_blocked_by_id_fkey" FOREIGN KEY ("blocked_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whoever deletes a user looks for whom it has blocked.
CREATE INDEX "users_blocked_by_id_idx" ON "users"("blocked_by_id") WHERE blocked_by_id IS NOT NULL;

-- Only visitors are blocked, and nobody is named who has blocked nobody.
ALTER TABLE "users" ADD CONSTRAINT "users_block_check" CHECK (
  ("blocked_at" IS NULL OR "role" = 'VISITOR') AND ("blocked_by_id" IS NULL OR "blocked_at" IS NOT NULL)
);
