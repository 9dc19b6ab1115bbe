package nl.tec.programme;

import java.util.Optional;

/** Something that waits for the programme manager; shown on top of its first page. Modules above implement it, a bean each. */
public interface ProgrammeTasks {

    /**
     * @param textKey what waits; its argument is the number
     * @param count at least 1
     * @param path where it is done
     */
    record Item(String textKey, int count, String path) {}

    /** Empty when nothing waits. */
    Optional<Item> waiting();
}
