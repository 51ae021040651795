-- Who wrote a visitor's address down. Of the addresses that are there already it is not known.
ALTER TABLE "users" ADD COLUMN "email_told_by" "side";
