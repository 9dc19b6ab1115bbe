package nl.tec.declarations.internal;

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
import nl.tec.declarations.Signing;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Signing: one transaction with everything that can say no, the signature, its history, and completion when it is the last. */
@Service
class SigningService implements Signing {

    private static final int MIN_NAME_LENGTH = 2;
    private static final int MAX_NAME_LENGTH = 100;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SigningReader reader;
    private final SigningLinks links;
    private final Completion completion;
    private final History history;
    private final EmailHash hash;

    SigningService(
            JdbcClient jdbc,
            Clock clock,
            SigningReader reader,
            SigningLinks links,
            Completion completion,
            History history,
            EmailHash hash) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.reader = reader;
        this.links = links;
        this.completion = completion;
        this.history = history;
        this.hash = hash;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Page> page(Signer signer) {
        return signatory(signer).flatMap(reader::page);
    }

    @Override
    @Transactional
    public Result sign(Signer signer, String shownSha256, String name, boolean agreed) {
        long signatory = signatory(signer).orElseThrow(() -> new NotFound("signatory"));
        long declaration = locked(signatory);
        // one moment for what the text says, whether the mandate counts, and when it was signed
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Page page = reader.page(signatory, Dates.dayOf(at)).orElseThrow();
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

    @Override
    @Transactional
    public Result decline(Signer signer, String typed) {
        long signatory = signatory(signer).orElseThrow(() -> new NotFound("signatory"));
        long declaration = locked(signatory);
        State state = reader.page(signatory).orElseThrow().state();
        // who may not sign yet, or no more, can still say that it will not
        if (state != State.TO_SIGN && state != State.MANDATE_EXPIRED && state != State.MANDATE_NOT_YET) {
            return state == State.DECLINED ? new Result.Declined() : new Result.Closed(state);
        }
        String reason = typed.strip();
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            return new Result.Refused(new Problems().add(REASON, "signing.problem.reason", MAX_REASON));
        }
        Actor actor = signer instanceof ByAccount account ? account.actor() : null;
        jdbc.sql("""
                update signatory set declined_at = :now, decline_reason = :reason, declined_by = :account, remind_at = null where id = :id
                """)
                .param("now", Rows.timestamp(clock.instant()))
                .param("reason", reason)
                .param("account", actor == null ? null : actor.accountId())
                .param("id", signatory)
                .update();
        history.add(declaration, "DECLINED", actor, signatory, reason);
        return new Result.Declined();
    }

    /** One at a time per declaration: who comes last completes it. */
    private long locked(long signatory) {
        return jdbc.sql("""
                select d.id from declaration d join signatory s on s.declaration_id = d.id where s.id = ? for update of d
                """).param(signatory).query(Long.class).single();
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
        jdbc.sql("""
                insert into signature (signatory_id, version_id, text, text_sha256, name, position, signed_at, identified_by,
                                       address_hash, account_id, record_sha256)
                select :signatory, v.id, :text, :sha, :name, :position, :at, :by, :address, :account, :record
                  from declaration_version v where v.declaration_id = :declaration and v.number = :version
                """)
                .param("signatory", page.signatoryId())
                .param("text", page.exactText())
                .param("sha", Sha256.of(page.exactText()))
                .param("name", name)
                .param("position", page.position())
                .param("at", Rows.timestamp(at))
                .param("by", by.name())
                .param("address", address)
                .param("account", account)
                .param("record", record)
                .param("declaration", declaration)
                .param("version", page.version())
                .update();
    }

    private byte @Nullable [] addressHash(long signatory) {
        return jdbc.sql("select email from signatory where id = ? and email is not null")
                .param(signatory)
                .query(String.class)
                .optional()
                .map(hash::of)
                .orElse(null);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<byte[]> file(Signer signer) {
        return signatory(signer)
                .flatMap(id -> jdbc.sql("""
                        select f.pdf from declaration_file f join signatory s on s.declaration_id = f.declaration_id
                         where s.id = ? and s.withdrawn_at is null
                           and exists (select from signature g join declaration_version v on v.id = g.version_id
                                        where g.signatory_id = s.id
                                          and v.number = (select max(number) from declaration_version where declaration_id = v.declaration_id))
                        """).param(id).query(byte[].class).optional());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Item> ofPartner(Actor actor) {
        return reader.ofOrganisations(actor.organisations(Role.PARTNER), false);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Item> ofOrganisation(long organisationId) {
        return reader.ofOrganisations(List.of(organisationId), false);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Item> openFor(long organisationId) {
        return reader.ofOrganisations(List.of(organisationId), true);
    }

    /** A partner signs only for its own organisation, and what was sent. */
    private Optional<Long> signatory(Signer signer) {
        if (signer instanceof ByLink link) {
            return links.find(link.secret());
        }
        ByAccount account = (ByAccount) signer;
        List<Long> organisations = account.actor().organisations(Role.PARTNER);
        return organisations.isEmpty()
                ? Optional.empty()
                : jdbc.sql("""
                        select id from signatory
                         where id = :id and organisation_id in (:organisations) and invited_at is not null
                        """)
                        .param("id", account.signatoryId())
                        .param("organisations", organisations)
                        .query(Long.class)
                        .optional();
    }
}
