package nl.tec.accounts;

import java.util.List;

/**
 * Personal data that cannot be found by person: texts and pictures in which somebody may be named or seen, without a record of whom. They
 * are only erased after their retention term.
 */
public interface UnattributedRecords extends PersonalRecords {

    @Override
    default List<Section> about(Person person) {
        return List.of();
    }

    @Override
    default void forget(Person person) {
        // not searchable by person
    }
}
