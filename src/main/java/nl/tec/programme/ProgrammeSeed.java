package nl.tec.programme;

/**
 * Loads the programme of the demo hub from the files in {@code demo/}: curriculum goals, synonyms, places with their rooms
 * and equipment, activities, learning lines.
 */
public interface ProgrammeSeed {

    /**
     * Makes what is not there yet and changes what differs, by key; loading it again changes nothing. Activities are published.
     *
     * @throws IllegalStateException when a file is not right; the message says where
     */
    void load();
}
