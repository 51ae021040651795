-- Of two who sign in at the same moment as the same person one makes the account. Serves looking up the accounts of a user, too.
CREATE UNIQUE INDEX "account_user_id_provider_id_key" ON "account"("user_id", "provider_id");
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");
DROP INDEX "account_user_id_idx";
