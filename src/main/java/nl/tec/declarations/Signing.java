package nl.tec.declarations;

import static nl.tec.declarations.DeclarationFields.AGREED;
import static nl.tec.declarations.DeclarationFields.NAME;
import static nl.tec.declarations.DeclarationFields.REASON;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.declarations.internal.Completion;
import nl.tec.declarations.internal.DeclarationRules;
import nl.tec.declarations.internal.Filling;
import nl.tec.declarations.internal.History;
import nl.tec.declarations.internal.SignatureHashes;
import nl.tec.declarations.internal.SigningLinks;
import nl.tec.declarations.internal.SigningQueries;
import nl.tec.declarations.internal.SigningStore;
import nl.tec.hub.EmailHash;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Handles signing (rules 6), by a personal link or by an account for its own organisation. Only the text that was shown is signed: the
 * form contains its SHA-256, and if the text has changed in the meantime, it is shown again instead of signed.
 */
@Service
public class Signing {

    /** The person who views or signs, identified by a link or an account. */
    public sealed interface Signer {}

    public record ByLink(String secret) implements Signer {}

    public record ByAccount(Actor actor, long signatoryId) implements Signer {}

    public enum State {
        TO_SIGN,
        SIGNED,
        DECLINED,
        /** Taken off the list. */
        WITHDRAWN,
        /** Replaced by another signatory. */
        REPLACED,
        /** The declaration as a whole was withdrawn. */
        DECLARATION_WITHDRAWN,
        /** Completed without this signatory, who was not required. */
        CLOSED,
        MANDATE_EXPIRED,
        MANDATE_NOT_YET
    }

    /**
     * The page on which a signatory reads and signs.
     *
     * @param text Markdown with all placeholders filled in; see {@link #exactText} for what is signed
     * @param sha256 of the exact text, in lower-case hexadecimal
     * @param version the number of the version
     * @param newVersion whether this signatory signed an earlier version
     * @param replacedBy the position of the signatory who replaces this one; empty: none
     * @param declineReason the reason for declining; empty: did not decline
     * @param signature null: not signed yet
     * @param others the numbers of signatures and of active signatories
     */
    public record Page(
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

        /** Returns the exact text that is signed. */
        public String exactText() {
            return Filling.exactText(title, text);
        }
    }

    public record Progress(long signed, long asked) {}

    /** A declaration in the list of a partner. @param slug of its public page; empty if it is not public */
    public record Item(
            long signatoryId,
            long declarationId,
            String slug,
            DeclarationKind kind,
            String title,
            String position,
            State state,
            @Nullable Instant signedAt) {}

    public sealed interface Result {

        /** @param complete whether this was the last signature */
        record Signed(boolean complete) implements Result {}

        /** Signed before: the form was sent twice, or from two windows. */
        record AlreadySigned() implements Result {}

        /** The refusal to sign was recorded. */
        record Declined() implements Result {}

        /** The text has changed since it was shown. */
        record TextChanged() implements Result {}

        /** Signing is not possible in this state. */
        record Closed(State state) implements Result {}

        record Refused(Problems problems) implements Result {}
    }

    public static final int MAX_REASON = 500;

    private static final int MIN_NAME_LENGTH = 2;

    private static final int MAX_NAME_LENGTH = 100;

    private final SigningStore store;
    private final Clock clock;
    private final SigningQueries queries;
    private final SigningLinks links;
    private final Completion completion;
    private final History history;
    private final EmailHash hash;

    Signing(
            SigningStore store,
            Clock clock,
            SigningQueries queries,
            SigningLinks links,
            Completion completion,
            History history,
            EmailHash hash) {
        this.store = store;
        this.clock = clock;
        this.queries = queries;
        this.links = links;
        this.completion = completion;
        this.history = history;
        this.hash = hash;
    }

    /** Returns the page of a signer; empty if the link is unknown, or the signatory is not of the account's organisation. */
    @Transactional(readOnly = true)
    public Optional<Page> page(Signer signer) {
        return signatory(signer).flatMap(queries::page);
    }

    /**
     * Signs the current text.
     *
     * @param shownSha256 the hash of the text that was shown
     * @param name as typed
     * @throws nl.tec.shared.NotFound if the link is unknown, or the signatory is not of the account's organisation
     */
    @Transactional
    public Result sign(Signer signer, String shownSha256, String name, boolean agreed) {
        long signatory = signatory(signer).orElseThrow(() -> new NotFound("signatory"));
        long declaration = store.lock(signatory);
        // one moment for the date in the text, the validity of the mandate, and the signature
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Page page = queries.page(signatory, Dates.dayOf(at)).orElseThrow();
        if (page.state() == State.SIGNED) {
            return new Result.AlreadySigned();
        }
        if (page.state() != State.TO_SIGN) {
            return new Result.Closed(page.state());
        }
        if (!page.sha256().equals(shownSha256)) {
            return new Result.TextChanged();
        }
        String typed = name.strip().replaceAll("\\s+", " ");
        Problems problems = new Problems()
                .addIf(
                        typed.length() < MIN_NAME_LENGTH || typed.length() > MAX_NAME_LENGTH,
                        NAME,
                        "signing.problem.name")
                .addIf(!agreed, AGREED, "signing.problem.agreed");
        DeclarationRules.printable(typed, NAME, problems);
        if (problems.any()) {
            return new Result.Refused(problems);
        }
        insert(declaration, page, signer, typed, at);
        Actor actor = signer instanceof ByAccount account ? account.actor() : null;
        history.add(declaration, "SIGNED", actor, signatory, "");
        return new Result.Signed(completion.completeIfAllSigned(declaration, actor));
    }

    /**
     * Records that a signatory declines to sign (rules 6), which stops its reminders. It can sign after all if it is asked again.
     *
     * @param reason of 1 to {@value #MAX_REASON} characters
     * @throws nl.tec.shared.NotFound if the link is unknown, or the signatory is not of the account's organisation
     */
    @Transactional
    public Result decline(Signer signer, String reason) {
        long signatory = signatory(signer).orElseThrow(() -> new NotFound("signatory"));
        long declaration = store.lock(signatory);
        State state = queries.page(signatory).orElseThrow().state();
        // an invalid mandate prevents signing, but not declining
        if (state != State.TO_SIGN && state != State.MANDATE_EXPIRED && state != State.MANDATE_NOT_YET) {
            return state == State.DECLINED ? new Result.Declined() : new Result.Closed(state);
        }
        String typed = reason.strip();
        if (typed.isEmpty() || typed.length() > MAX_REASON) {
            return new Result.Refused(new Problems().add(REASON, "signing.problem.reason", MAX_REASON));
        }
        Actor actor = signer instanceof ByAccount account ? account.actor() : null;
        store.decline(signatory, typed, actor, clock.instant());
        // without the reason, which can be erased from the signatory but never from the history
        history.add(declaration, "DECLINED", actor, signatory, "");
        return new Result.Declined();
    }

    private void insert(long declaration, Page page, Signer signer, String name, Instant at) {
        IdentifiedBy by = signer instanceof ByAccount ? IdentifiedBy.ACCOUNT : IdentifiedBy.LINK;
        Long account = signer instanceof ByAccount a ? a.actor().accountId() : null;
        byte[] address = by == IdentifiedBy.LINK ? addressHash(page.signatoryId()) : null;
        byte[] record = new SignatureHashes.Signed(
                        declaration,
                        page.version(),
                        page.signatoryId(),
                        page.organisation(),
                        page.position(),
                        page.mandate(),
                        name,
                        page.exactText(),
                        at,
                        by,
                        address,
                        account)
                .sha256();
        store.insert(declaration, page, name, at, by, address, account, record);
    }

    private byte @Nullable [] addressHash(long signatory) {
        return store.email(signatory).map(hash::of).orElse(null);
    }

    /** Returns the sealed document for a signatory, even before publication; empty until it exists, or if the signatory did not sign. */
    @Transactional(readOnly = true)
    public Optional<byte[]> file(Signer signer) {
        return signatory(signer).flatMap(queries::file);
    }

    /** Returns the declarations that the actor's organisations have to sign or have signed, open ones first. */
    @Transactional(readOnly = true)
    public List<Item> ofPartner(Actor actor) {
        return queries.ofOrganisations(actor.organisations(Role.PARTNER), false);
    }

    /** Returns the declarations that an organisation has to sign or has signed, open ones first. */
    @Transactional(readOnly = true)
    public List<Item> ofOrganisation(long organisationId) {
        return queries.ofOrganisations(List.of(organisationId), false);
    }

    /** Returns the declarations that an organisation can sign now. */
    @Transactional(readOnly = true)
    public List<Item> openFor(long organisationId) {
        return queries.ofOrganisations(List.of(organisationId), true);
    }

    /** Finds the signatory of a signer; by account only for its own organisation, and once invited. */
    private Optional<Long> signatory(Signer signer) {
        if (signer instanceof ByLink link) {
            return links.find(link.secret());
        }
        ByAccount account = (ByAccount) signer;
        List<Long> organisations = account.actor().organisations(Role.PARTNER);
        return organisations.isEmpty() ? Optional.empty() : store.find(account.signatoryId(), organisations);
    }
}
