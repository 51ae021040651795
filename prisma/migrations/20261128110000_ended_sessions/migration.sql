-- Whoever deletes an agent's session, by whatever way, thereby has its realtime connections closed and its tokens revoked:
-- signing out, a change of the password, the command line, the removal of the agent, or somebody at a database console. Tokens of an expired session have expired soon after it.
CREATE FUNCTION announce_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox_event (event_id, channel, name, payload)
  VALUES (gen_random_uuid(), 'staff:session:' || OLD.id, 'session.ended', jsonb_build_object('sessionId', OLD.id));
  RETURN NULL;
END
$$;

CREATE TRIGGER session_ended AFTER DELETE ON session
FOR EACH ROW WHEN (OLD.expires_at > now()) EXECUTE FUNCTION announce_ended_session();

-- An account that is no agent's any more has no sessions.
CREATE FUNCTION end_sessions_of_former_agent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM session WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER former_agent AFTER UPDATE OF role ON users
FOR EACH ROW WHEN (NEW.role = 'VISITOR' AND OLD.role <> 'VISITOR')
EXECUTE FUNCTION end_sessions_of_former_agent();
