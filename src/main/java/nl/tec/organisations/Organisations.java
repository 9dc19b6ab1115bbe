package nl.tec.organisations;

import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/** Organisations that are no schools: boards, companies, partners. */
public interface Organisations {

    /**
     * @param invented demo data that does not exist in the world
     * @param boardNumber of a school board; null for others
     * @param schools of a board, how many there are
     */
    record Organisation(
            long id,
            OrganisationKind kind,
            String name,
            String street,
            String houseNumber,
            String postcode,
            String town,
            String email,
            String phone,
            String website,
            boolean invented,
            boolean ended,
            @Nullable String boardNumber,
            int schools) {}

    /** As it is filled in; empty is nothing. */
    record Form(
            @Nullable OrganisationKind kind,
            String name,
            String street,
            String houseNumber,
            String postcode,
            String town,
            String email,
            String phone,
            String website) {}

    /** The place in the list: the name and id of the last one shown. */
    record Key(String name, long id) {}

    /**
     * By name.
     *
     * @param kind null: all
     * @param words a part of the name or town; empty: all
     * @param after only those after this one; null from the start
     */
    List<Organisation> list(@Nullable OrganisationKind kind, String words, @Nullable Key after, int limit);

    /** Also one that has ended; never a school. */
    Optional<Organisation> find(long id);

    /** What would be refused of a form, without doing anything. */
    Problems check(Form form);

    /** Answers its id. The fields of its problems are those of {@link Form}, in Dutch as on the page. */
    Outcome<Long> add(Actor actor, Form form);

    Outcome<Long> change(Actor actor, long id, Form form);

    /** Ends it (or, when it had ended, takes that back): it is no longer in lists; what it did stays. */
    void end(Actor actor, long id, boolean ended);
}
