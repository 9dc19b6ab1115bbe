package nl.tec.staff;

/** Something a session can require of who guides it; the hub makes the list. */
public record Skill(long id, String name) {}
