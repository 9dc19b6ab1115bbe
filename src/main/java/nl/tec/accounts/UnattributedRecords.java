package nl.tec.accounts;

import java.util.List;

/**
 * Personal data that cannot be found by a person: words and pictures in which somebody may be named or seen, while whom they are
 * about is not recorded. They go when their term is over.
 */
public interface UnattributedRecords extends PersonalRecords {

    @Override
    default List<Section> about(Person person) {
        return List.of();
    }

    @Override
    default void forget(Person person) {
        // nothing can be found by a person
    }

    @Override
    default List<Match> find(String words, int limit) {
        return List.of();
    }
}
