package nl.tec.programme;

/**
 * Loads the programme of the demo hub from the files in {@code demo/}: curriculum goals, synonyms, venues with their rooms and
 * equipment, activities, learning lines.
 */
public interface ProgrammeSeed {

    /**
     * Creates what is missing and updates what differs, by key; idempotent. Activities are published.
     *
     * @throws IllegalStateException if a file is invalid; the message says where
     */
    void load();
}
