package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Signing (rules 6): by a personal link, or signed in for one's own organisation. The text shown is the text signed: the form
 * carries the SHA-256 of what was shown, and another text meanwhile is shown again instead of signed.
 */
public interface Signing {

    /** Who stands before the page. */
    sealed interface Signer {}

    record ByLink(String secret) implements Signer {}

    record ByAccount(Actor actor, long signatoryId) implements Signer {}

    /** How a signatory stands. */
    enum State {
        TO_SIGN,
        SIGNED,
        /** Said that it will not sign. */
        DECLINED,
        /** Taken off the list. */
        WITHDRAWN,
        /** Somebody else signs instead. */
        REPLACED,
        /** The declaration as a whole was withdrawn. */
        DECLARATION_WITHDRAWN,
        /** Completed without this one, who did not have to sign. */
        CLOSED,
        MANDATE_EXPIRED,
        MANDATE_NOT_YET
    }

    /**
     * What there is to read and to sign.
     *
     * @param text Markdown with everything filled in: exactly what is signed is {@link #exactText}
     * @param sha256 of the exact text, in lower case hexadecimal
     * @param version the number of the version
     * @param newVersion whether this signatory signed an earlier version
     * @param replacedBy the function of who signs instead; empty when nobody does
     * @param declineReason why it does not sign; empty when it did not say so
     * @param signature null: not signed yet
     * @param others how many signed, and how many are asked to
     */
    record Page(
            long signatoryId,
            DeclarationKind kind,
            String title,
            String text,
            String sha256,
            int version,
            boolean newVersion,
            String organisation,
            String position,
            @Nullable Mandate mandate,
            State state,
            String replacedBy,
            String declineReason,
            @Nullable Signature signature,
            Progress others,
            @Nullable Instant publicFrom,
            boolean hasFile) {

        /** What is signed, to the letter. */
        public String exactText() {
            return Signing.exactText(title, text);
        }
    }

    record Progress(long signed, long asked) {}

    /** In the list of a partner. @param slug of its public page; empty while it is not public */
    record Item(
            long signatoryId,
            long declarationId,
            String slug,
            DeclarationKind kind,
            String title,
            String position,
            State state,
            @Nullable Instant signedAt) {}

    sealed interface Result {

        /** @param complete whether this was the last signature */
        record Signed(boolean complete) implements Result {}

        /** Was signed before: the same form sent twice, or two windows. */
        record AlreadySigned() implements Result {}

        /** Is not going to sign, which is on record now. */
        record Declined() implements Result {}

        /** The text is another than the one that was shown. */
        record TextChanged() implements Result {}

        /** Can't sign (any more), as the page says. */
        record Closed(State state) implements Result {}

        record Refused(Problems problems) implements Result {}
    }

    /** Empty: no such link, or not one's own. */
    Optional<Page> page(Signer signer);

    /**
     * @param shownSha256 of the text that was shown
     * @param name as typed
     * @throws nl.tec.shared.NotFound when there is no such link, or it is not one's own
     */
    Result sign(Signer signer, String shownSha256, String name, boolean agreed);

    int MAX_REASON = 500;

    /**
     * Says that this signatory will not sign (rules 6). It is reminded no more; asked again, it can sign after all.
     *
     * @param reason of 1 to {@value #MAX_REASON} characters
     * @throws nl.tec.shared.NotFound when there is no such link, or it is not one's own
     */
    Result decline(Signer signer, String reason);

    /** The sealed document for a signatory, also before it is public; empty until it is made or for who did not sign. */
    Optional<byte[]> file(Signer signer);

    /** What the organisations of a partner have to sign and did sign; what is open first. */
    List<Item> ofPartner(Actor actor);

    /** What an organisation has to sign and did sign, for who works with it; what is open first. */
    List<Item> ofOrganisation(long organisationId);

    /** What is open to sign for an organisation now. */
    List<Item> openFor(long organisationId);

    /** What is signed, to the letter: the title, an empty line, the text. */
    static String exactText(String title, String text) {
        return title + "\n\n" + text;
    }
}
