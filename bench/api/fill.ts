import pg from 'pg'

const MESSAGES = 10

type Filling = {
  /** How many messages each has; default: some. */
  messages?: number
  /** Whether all are open; default: one in twenty. */
  areOpen?: boolean
}

/**
 * Fills an empty database with conversations. Of the newest 50,000, one in fifty is unread and waits for an answer. Uses few
 * statements, so a million takes minutes.
 */
export async function fillConversations(url: string, count: number, filling: Filling = {}): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements(count, filling)) await client.query(statement)
  await client.end()
}

function statements(count: number, filling: Filling): string[] {
  // Ids are derived from numbers, so that no table has to be queried for them.
  const id = (kind: number) => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`
  const agent = `(SELECT id FROM users WHERE role = 'ADMIN' LIMIT 1)`
  // In a large history each has few messages; what matters is how many rows the indexes hold.
  const { messages = count > 100_000 ? 2 : MESSAGES, areOpen = false } = filling
  const isUnread = 'n % 50 = 0 AND n <= 50000'
  return [
    `INSERT INTO users (id, name, email)
      SELECT ${id(1)}, 'Visitor ' || n, 'visitor' || n || '@porchlight.test' FROM generate_series(1, ${count}) AS n`,
    `INSERT INTO conversation (id, user_id, client_conversation_id, status, last_position, last_sequence, last_shown_position,
        last_shown_sequence, last_visitor_position, last_visitor_sequence, agent_read_position, agent_read_sequence,
        visitor_read_position, visitor_read_sequence, waiting_since, last_activity_at, page_url, language, time_zone,
        browser, updated_at)
      SELECT ${id(2)}, ${id(1)}, 'filled-' || n,
        (CASE WHEN ${areOpen} OR n % 20 = 0 OR n <= 500 THEN 'OPEN' ELSE 'CLOSED' END)::conversation_status,
        ${messages}, ${messages}, ${messages}, ${messages}, ${messages - 1}, ${messages - 1},
        CASE WHEN ${isUnread} THEN 0 ELSE ${messages} END, CASE WHEN ${isUnread} THEN 0 ELSE ${messages} END,
        ${messages}, ${messages}, CASE WHEN ${isUnread} THEN now() - make_interval(mins => n) END,
        now() - make_interval(mins => n), 'https://shop.example/lamps/' || n, 'en-GB', 'Europe/Lisbon',
        'Firefox 153 on Windows', now()
      FROM generate_series(1, ${count}) AS n`,
    `INSERT INTO message (id, conversation_id, position, sequence, sender_id, sender_side, client_message_id, content, read,
        created_at)
      SELECT gen_random_uuid(), ${id(2)}, sequence, sequence,
        CASE WHEN sequence % 2 = 1 THEN ${id(1)} ELSE ${agent} END,
        (CASE WHEN sequence % 2 = 1 THEN 'VISITOR' ELSE 'AGENT' END)::side, 'filled-' || sequence,
        'Message ' || sequence || ' of ' || n || ': the storm lantern that came yesterday has a crack in its glass.',
        NOT (${isUnread}) OR sequence % 2 = 0, now() - make_interval(mins => n)
      FROM generate_series(1, ${count}) AS n, generate_series(1, ${messages}) AS sequence`,
    // As autovacuum would do later.
    'VACUUM ANALYZE',
  ]
}
