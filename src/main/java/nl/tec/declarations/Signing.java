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
 * Signing (rules 6): by a personal link, or signed in for one's own organisation. The text shown is the text signed: the form
 * carries the SHA-256 of what was shown, and another text meanwhile is shown again instead of signed.
 */
@Service
public class Signing {

    /** The person before the page. */
    public sealed interface Signer {}

    public record ByLink(String secret) implements Signer {}

    public record ByAccount(Actor actor, long signatoryId) implements Signer {}

    /** The state of a signatory. */
    public enum State {
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
     * The page of a signatory, with what there is to read and to sign.
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

        /** Returns what is signed, to the letter. */
        public String exactText() {
            return Filling.exactText(title, text);
        }
    }

    public record Progress(long signed, long asked) {}

    /** In the list of a partner. @param slug of its public page; empty while it is not public */
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

    /** Empty: no such link, or not one's own. */
    @Transactional(readOnly = true)
    public Optional<Page> page(Signer signer) {
        return signatory(signer).flatMap(queries::page);
    }

    /**
     * @param shownSha256 of the text that was shown
     * @param name as typed
     * @throws nl.tec.shared.NotFound when there is no such link, or it is not one's own
     */
    @Transactional
    public Result sign(Signer signer, String shownSha256, String name, boolean agreed) {
        long signatory = signatory(signer).orElseThrow(() -> new NotFound("signatory"));
        long declaration = store.lock(signatory);
        // one moment for what the text says, whether the mandate counts, and when it was signed
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
     * Says that this signatory will not sign (rules 6). It is reminded no more; asked again, it can sign after all.
     *
     * @param reason of 1 to {@value #MAX_REASON} characters
     * @throws nl.tec.shared.NotFound when there is no such link, or it is not one's own
     */
    @Transactional
    public Result decline(Signer signer, String reason) {
        long signatory = signatory(signer).orElseThrow(() -> new NotFound("signatory"));
        long declaration = store.lock(signatory);
        State state = queries.page(signatory).orElseThrow().state();
        // who may not sign yet, or no more, can still say that it will not
        if (state != State.TO_SIGN && state != State.MANDATE_EXPIRED && state != State.MANDATE_NOT_YET) {
            return state == State.DECLINED ? new Result.Declined() : new Result.Closed(state);
        }
        String typed = reason.strip();
        if (typed.isEmpty() || typed.length() > MAX_REASON) {
            return new Result.Refused(new Problems().add(REASON, "signing.problem.reason", MAX_REASON));
        }
        Actor actor = signer instanceof ByAccount account ? account.actor() : null;
        store.decline(signatory, typed, actor, clock.instant());
        history.add(declaration, "DECLINED", actor, signatory, typed);
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

    /** The sealed document for a signatory, also before it is public; empty until it is made or for who did not sign. */
    @Transactional(readOnly = true)
    public Optional<byte[]> file(Signer signer) {
        return signatory(signer).flatMap(queries::file);
    }

    /** Finds what the organisations of a partner have to sign and did sign; what is open first. */
    @Transactional(readOnly = true)
    public List<Item> ofPartner(Actor actor) {
        return queries.ofOrganisations(actor.organisations(Role.PARTNER), false);
    }

    /** Finds what an organisation has to sign and did sign, for who works with it; what is open first. */
    @Transactional(readOnly = true)
    public List<Item> ofOrganisation(long organisationId) {
        return queries.ofOrganisations(List.of(organisationId), false);
    }

    /** Finds what is open to sign for an organisation now. */
    @Transactional(readOnly = true)
    public List<Item> openFor(long organisationId) {
        return queries.ofOrganisations(List.of(organisationId), true);
    }

    /** A partner signs only for its own organisation, and what was sent. */
    private Optional<Long> signatory(Signer signer) {
        if (signer instanceof ByLink link) {
            return links.find(link.secret());
        }
        ByAccount account = (ByAccount) signer;
        List<Long> organisations = account.actor().organisations(Role.PARTNER);
        return organisations.isEmpty() ? Optional.empty() : store.find(account.signatoryId(), organisations);
    }
}
