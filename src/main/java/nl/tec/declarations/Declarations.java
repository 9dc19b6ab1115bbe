package nl.tec.declarations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.documents.UploadedFile;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Declarations for who writes them and asks for signatures (rules 6). Problems carry the names of the form fields:
 * {@link DeclarationFields}. A command answers the id of what it made or changed.
 */
public interface Declarations {

    /** In the list: how far it is. @param altered as {@link Declaration#altered} */
    record Row(
            long id,
            DeclarationKind kind,
            String title,
            DeclarationState state,
            boolean altered,
            long signed,
            long signatories,
            long declined,
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
     * @param evidence the document of the mandate; null: comes later, or there is none
     */
    record SignatoryDraft(
            @Nullable Long organisationId,
            String position,
            String email,
            boolean required,
            @Nullable Mandate mandate,
            @Nullable UploadedFile evidence) {}

    /** Something that happened. @param who who did it; empty: by a link, or the system itself */
    record Event(Instant at, String event, String who, String signatory, String detail) {}

    /** A text as it was at a time. @param who wrote it. @param signatures on this version, also of who was taken off since */
    record Version(
            int number,
            String title,
            String text,
            Instant at,
            String who,
            List<PublicDeclarations.SignedBy> signatures) {}

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

    /** All its texts with who signed each, the newest first. */
    List<Version> versions(long id);

    Outcome<Long> write(Draft draft, Actor by);

    /**
     * A new text. Once signatories have their links it is a new version, which all of them are asked to sign again; a
     * complete declaration has no new text.
     *
     * @param version the number of the version that was changed; another one meanwhile: refused
     */
    Outcome<Long> changeText(long id, int version, String title, String text, Actor by);

    /** When it becomes public; not once it is. @param publicFrom null: never */
    Outcome<Long> changePublication(long id, @Nullable Instant publicFrom, Actor by);

    /**
     * After how many working days, counted from today, who has to sign is reminded without anybody asking; not once it is complete.
     *
     * @param days 0: never; null: as the hub says
     */
    Outcome<Long> changeReminding(long id, @Nullable Integer days, Actor by);

    /** What {@link #changeReminding} takes at most. */
    int MAX_REMIND_DAYS = 60;

    /**
     * As a whole: nobody signs any more, its text is not public, and who is a member or an ambassador by it is so until today.
     * Of one that was withdrawn before only the replacement changes.
     *
     * @param replacedBy the declaration that comes instead; null: none
     */
    Outcome<Long> withdraw(long id, @Nullable Long replacedBy, Actor by);

    /** A declaration by its title. */
    record Choice(long id, String title) {}

    /** What can come instead of it: the newest that were not withdrawn, and the one that does. */
    List<Choice> replacements(long id);

    Outcome<Long> addSignatory(long id, SignatoryDraft draft, Actor by);

    /** What is wrong with somebody who has to sign, for a form that can't be read as a whole: so all is said at once. */
    Problems check(long id, SignatoryDraft draft);

    /** Takes somebody off the list; stays on record, and the old link says so. */
    Outcome<Long> withdrawSignatory(long id, long signatoryId, Actor by);

    /** Somebody else signs instead; the old one stays on record, and the old link says so. */
    Outcome<Long> replaceSignatory(long id, long signatoryId, SignatoryDraft draft, Actor by);

    /** Sends a personal link to everybody who has none yet, and opens the declaration for signing. */
    Outcome<Long> send(long id, Actor by);

    /** Asks somebody who declined once more, with a new link. */
    Outcome<Long> askAgain(long id, long signatoryId, Actor by);

    /** How many who are asked to sign declined, in all declarations that are open. */
    int countDeclined();

    /** Sends the link again to somebody who has not signed; at most once a day. */
    Outcome<Long> remind(long id, long signatoryId, Actor by);

    /** The same to everybody who has not signed and was not mailed in the last day. */
    Outcome<Long> remindAll(long id, Actor by);

    /** The sealed document, for who works with it; empty until it is made. */
    Optional<byte[]> file(long id);

    /** What does not agree any more of what was signed (rules 6); empty when all is well. */
    List<Alteration> alterations(long id);

    /** The day it is for this hub. */
    LocalDate today();
}
