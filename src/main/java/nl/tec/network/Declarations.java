package nl.tec.network;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Declarations for who writes them and asks for signatures (rules 6). Problems carry the names of the form fields:
 * {@link DeclarationFields}.
 */
public interface Declarations {

    /** In the list: how far it is. */
    record Row(
            long id,
            DeclarationKind kind,
            String title,
            DeclarationState state,
            long signed,
            long signatories,
            @Nullable Instant publicFrom) {}

    /**
     * As it is written.
     *
     * @param publicFrom null: never public
     */
    record Draft(
            DeclarationKind kind,
            String title,
            String text,
            @Nullable Instant publicFrom,
            Declaration.Terms terms) {}

    /**
     * Somebody who has to sign, as it is filled in.
     *
     * @param organisationId null: for oneself
     * @param email empty: signs after signing in
     */
    record SignatoryDraft(
            @Nullable Long organisationId,
            String position,
            String email,
            boolean required,
            @Nullable Mandate mandate) {}

    /** Something that happened. @param who who did it; empty: by a link, or the system itself */
    record Event(Instant at, String event, String who, String signatory, String detail) {}

    /** What came of a command. */
    sealed interface Outcome {

        /** @param id of what was made or changed */
        record Done(long id) implements Outcome {}

        record Refused(Problems problems) implements Outcome {}
    }

    /**
     * The newest first.
     *
     * @param before only those with a lower number; null from the start
     */
    List<Row> list(@Nullable Long before, int limit);

    /** With the mail addresses of signatories, so the audit log hears of it. */
    Declaration read(long id, Actor by);

    /** The newest first. */
    List<Event> history(long id);

    Outcome write(Draft draft, Actor by);

    /**
     * A new text. Once signatories have their links it is a new version, which all of them are asked to sign again; a
     * complete declaration has no new text.
     *
     * @param version the number of the version that was changed; another one meanwhile: refused
     */
    Outcome changeText(long id, int version, String title, String text, Actor by);

    /** When it becomes public; not once it is. @param publicFrom null: never */
    Outcome changePublication(long id, @Nullable Instant publicFrom, Actor by);

    Outcome withdraw(long id, Actor by);

    Outcome addSignatory(long id, SignatoryDraft draft, Actor by);

    /** Takes somebody off the list; stays on record, and the old link says so. */
    Outcome withdrawSignatory(long id, long signatoryId, Actor by);

    /** Somebody else signs instead; the old one stays on record, and the old link says so. */
    Outcome replaceSignatory(long id, long signatoryId, SignatoryDraft draft, Actor by);

    /** Sends a personal link to everybody who has none yet, and opens the declaration for signing. */
    Outcome send(long id, Actor by);

    /** Sends the link again to somebody who has not signed; at most once a day. */
    Outcome remind(long id, long signatoryId, Actor by);

    /** The sealed document, for who works with it; empty until it is made. */
    Optional<byte[]> file(long id);

    /** What does not agree any more of what was signed (rules 6); empty when all is well. */
    List<Alteration> alterations(long id);

    /** The declarations that an organisation signed and that are public now, the newest first; for its public page. */
    List<PublicDeclarations.Item> ofPartner(long organisationId);

    /** The day it is for this hub. */
    LocalDate today();
}
