-- Where a visitor has been, the newest last: at most twenty of each, without query and fragment.
CREATE TABLE "visited_page" (
    "id" BIGSERIAL NOT NULL,
    "visitor_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "title" TEXT,
    "visited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "visited_page_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "visited_page_visitor_id_id_idx" ON "visited_page"("visitor_id", "id");
ALTER TABLE "visited_page" ADD CONSTRAINT "visited_page_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "visited_page" ADD CONSTRAINT "visited_page_check" CHECK ("address" ~ '^https?://' AND char_length("address") <= 2048 AND char_length("title") BETWEEN 1 AND 300);
