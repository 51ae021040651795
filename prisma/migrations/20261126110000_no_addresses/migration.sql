-- The sign-in library no longer counts anything: server/http does, without addresses.
DROP TABLE "sign_in_rate_limit";

-- What it has kept of networks and browsers goes.
UPDATE "session" SET "ip_address" = NULL, "user_agent" = NULL;
