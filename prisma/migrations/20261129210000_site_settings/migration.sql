-- How a site's chat looks and speaks: `contract/site-settings.ts` has the schema. A field that is missing has its default.
ALTER TABLE "site" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "site" ADD CONSTRAINT "site_settings_check" CHECK (jsonb_typeof("settings") = 'object');

-- Grows with each change: a change of an older version is refused.
ALTER TABLE "site" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

-- What another product's snippet calls this site.
ALTER TABLE "site" ADD COLUMN "aliases" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- Where a page asked for a site's chat, as the request said: anyone can forge it.
CREATE TABLE "site_sighting" (
    "site_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "was_allowed" BOOLEAN NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_sighting_pkey" PRIMARY KEY ("site_id", "origin")
);
ALTER TABLE "site_sighting" ADD CONSTRAINT "site_sighting_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;
