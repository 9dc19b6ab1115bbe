package nl.tec.programme;

import java.util.Optional;

/** Tasks for the programme manager, shown on their first page. Higher-level modules implement it, each as a bean. */
public interface ProgrammeTasks {

    /**
     * @param textKey the message key of its description, with the count as argument
     * @param count at least 1
     * @param path the page on which to do it
     */
    record Item(String textKey, int count, String path) {}

    /** Returns the task; empty if there is nothing to do. */
    Optional<Item> waiting();
}
