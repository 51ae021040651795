-- What pages told of their visitors by `track`, the newest last: at most twenty of each visitor.
CREATE TABLE "tracked_event" (
    "id" BIGSERIAL NOT NULL,
    "visitor_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "happened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tracked_event_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "tracked_event_visitor_id_id_idx" ON "tracked_event"("visitor_id", "id");
ALTER TABLE "tracked_event" ADD CONSTRAINT "tracked_event_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tracked_event" ADD CONSTRAINT "tracked_event_check" CHECK (char_length("name") BETWEEN 1 AND 100 AND jsonb_typeof("data") = 'object');
