-- CreateTable
CREATE TABLE "two_factor" (
    "user_id" UUID NOT NULL,
    "key" BYTEA NOT NULL,
    "enabled_at" TIMESTAMPTZ(3),
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "recovery_hashes" BYTEA[] DEFAULT ARRAY[]::BYTEA[],
    "tries" INTEGER NOT NULL DEFAULT 0,
    "tries_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("user_id")
);

ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_tries_check" CHECK ("tries" >= 0 AND "last_step" >= 0);
-- Recovery codes exist exactly from the moment at which the second factor is asked for.
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_recovery_check" CHECK ("enabled_at" IS NOT NULL OR cardinality("recovery_hashes") = 0);
