package nl.tec.partners;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.partners.internal.Agreements;
import nl.tec.shared.Like;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is connected to the hub: organisations with a membership, and ambassadors (rules 6). A membership that ended stays, so
 * that the count of an earlier day stays what it was.
 */
@Service
public class Memberships {

    private static final int MAX_REASON_LENGTH = 300;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;
    private final Agreements agreements;
    private final ApplicationEventPublisher events;

    Memberships(JdbcClient jdbc, Audit audit, Clock clock, Agreements agreements, ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /**
     * How many companies and organisations are connected on a day, each once: by a membership with evidence or a delivered
     * contribution of the last twelve months (rules 6).
     */
    public long connectedOn(LocalDate day) {
        return jdbc.sql("select count(*) from connected_on(:day)")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    /** The organisations behind {@link #connectedOn}, each once, by name. */
    public List<Connected> connected(LocalDate day) {
        return jdbc.sql("""
                select o.id, o.name, coalesce(m.kind, 'DELIVERY') as kind, coalesce(m.from_day, d.day) as from_day,
                       coalesce(m.basis, 'DELIVERY') as basis
                  from connected_on(:day) c join organisations_organisation_v o on o.id = c.organisation_id
                  left join lateral (
                    select * from (
                      select m.kind, m.from_day, %s as basis
                        from membership m where m.organisation_id = o.id and m.counted @> :day::date
                      union all
                      select b.kind, lower(b.counted), 'STRUCK' from membership_counted_before b
                       where b.organisation_id = o.id and b.counted @> :day::date) m
                     order by m.from_day, m.kind limit 1) m on true
                  left join lateral (
                    select max(d.day) as day from contribution_delivery d join contribution k on k.id = d.contribution_id
                     where k.organisation_id = o.id and k.state = 'ACCEPTED' and d.state = 'ACCEPTED' and d.day <= :day) d on true
                 order by o.name, o.id
                """.formatted(Agreements.CODE))
                .param("day", day)
                .query((row, n) -> new Connected(
                        row.getLong("id"),
                        row.getString("name"),
                        Connected.By.valueOf(row.getString("kind")),
                        row.getObject("from_day", LocalDate.class),
                        row.getString("basis")))
                .list();
    }

    public long ambassadorsOn(LocalDate day) {
        return jdbc.sql("select count(*) from ambassador where counted @> :day::date")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    private static final String MEMBERSHIP = """
            select m.id, m.organisation_id, m.kind, m.from_day, m.until_day, m.fee_cents, m.declaration_id, m.fee_receipt_id, m.taken_over,
                   o.name, exists (select from membership n where n.renews = m.id) as renewed,
                   receipt.cents as receipt_cents, receipt.received_on, receipt.recorded_at as receipt_at,
                   coalesce(teller.name, '') as receipt_by
            """ + Agreements.COLUMNS + """
              from membership m join organisations_organisation_v o on o.id = m.organisation_id
              left join fee_receipt receipt on receipt.id = m.fee_receipt_id left join accounts_account_v teller on teller.id = receipt.account_id
            """ + Agreements.JOINS;

    /**
     * Memberships by the name of the organisation.
     *
     * @param name a part of it; empty: all
     * @param over those that have ended, instead of those that run or are to come
     * @param after the last one of the page before; null: the first page
     */
    public List<Membership> memberships(String name, boolean over, @Nullable Long after, int limit) {
        return jdbc.sql(MEMBERSHIP + """
                 where coalesce(m.until_day < :today, false) = :over and lower(o.name) like '%' || lower(:name) || '%'
                   and (:after::bigint is null or (o.name, m.from_day, m.id) >
                        (select p.name, l.from_day, l.id from membership l join organisations_organisation_v p on p.id = l.organisation_id
                          where l.id = :after))
                 order by o.name, m.from_day, m.id limit :limit
                """)
                .param("today", LocalDate.now(clock))
                .param("over", over)
                .param("name", Like.without(name.strip()))
                .param("after", after)
                .param("limit", limit)
                .query(Memberships::membership)
                .list();
    }

    private static final String ENDS_SOON = """
            m.from_day <= :today and m.until_day between :today and :soon and not exists (select from membership n where n.renews = m.id)
            """;

    /** Those to renew: they run now, end within {@value Membership#SOON_DAYS} days and have no next term; the first to end first. */
    public List<Membership> endingSoon(int limit) {
        LocalDate today = LocalDate.now(clock);
        return jdbc.sql(MEMBERSHIP + " where " + ENDS_SOON + " order by m.until_day, o.name, m.id limit :limit")
                .param("today", today)
                .param("soon", today.plusDays(Membership.SOON_DAYS))
                .param("limit", limit)
                .query(Memberships::membership)
                .list();
    }

    /** How many {@link #endingSoon} there are. */
    public int countEndingSoon() {
        LocalDate today = LocalDate.now(clock);
        return jdbc.sql("select count(*) from membership m where " + ENDS_SOON)
                .param("today", today)
                .param("soon", today.plusDays(Membership.SOON_DAYS))
                .query(Integer.class)
                .single();
    }

    public Optional<Membership> findMembership(long id) {
        return jdbc.sql(MEMBERSHIP + " where m.id = :id")
                .param("id", id)
                .query(Memberships::membership)
                .optional();
    }

    private static final String AMBASSADOR = """
            select m.id, m.position_nl, m.position_en, m.signed_on, m.ended_on, m.taken_over, s.declaration_id
            """ + Agreements.COLUMNS + """
              from ambassador m left join declarations_signatory_v s on s.id = m.signatory_id
            """ + Agreements.JOINS;

    /** All there are and were; those that ended last. */
    public List<Ambassador> ambassadors() {
        return jdbc.sql(AMBASSADOR + " order by m.ended_on is not null, m.signed_on, m.id")
                .query(Memberships::ambassador)
                .list();
    }

    /** The ambassadors behind {@link #ambassadorsOn}. */
    public List<Ambassador> ambassadors(LocalDate day) {
        return jdbc.sql(AMBASSADOR + " where m.counted @> :day::date order by m.signed_on, m.id")
                .param("day", day)
                .query(Memberships::ambassador)
                .list();
    }

    public Optional<Ambassador> findAmbassador(long id) {
        return jdbc.sql(AMBASSADOR + " where m.id = :id")
                .param("id", id)
                .query(Memberships::ambassador)
                .optional();
    }

    /** An organisation that can be connected. */
    public record Candidate(long id, String name, String town) {}

    /**
     * Organisations by a part of their name, or one that comes close, schools left out (their board is what connects); at
     * most 20.
     */
    public List<Candidate> candidates(String name) {
        return jdbc.sql("""
                select id, name, coalesce(town, '') as town
                  from organisations_organisation_v, lateral (select unaccent(lower(name)) as plain, unaccent(lower(:name)) as sought) n
                 where kind <> 'SCHOOL' and ended_on is null
                   and (plain like '%' || sought || '%' or word_similarity(sought, plain) >= 0.5)
                 order by plain like sought || '%' desc, plain like '%' || sought || '%' desc, word_similarity(sought, plain) desc, name, id
                 limit 20
                """)
                .param("name", Like.without(name.strip()))
                .query((row, n) -> new Candidate(row.getLong("id"), row.getString("name"), row.getString("town")))
                .list();
    }

    /**
     * How and how long an organisation is connected.
     *
     * @param until the last day; null: without an end
     * @param feeCents a year; null: none
     */
    public record Term(
            Membership.Kind kind,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long feeCents) {}

    /**
     * Connects an organisation, which counts from today at the earliest (rules 6).
     *
     * @return what is wrong; nothing when it was done
     */
    @Transactional
    public Problems connect(long organisationId, Term term, Proof proof, Actor by) {
        boolean known = jdbc.sql("select true from organisations_organisation_v where id = :id")
                .param("id", organisationId)
                .query(Boolean.class)
                .optional()
                .isPresent();
        Problems problems = term(term, new Problems().addIf(!known, "organisation", "network.problem.organisation"));
        if (known) {
            agreements.check(organisationId, proof, problems);
        }
        if (problems.any()) {
            return problems;
        }
        Optional<Long> id = insert(organisationId, term, null);
        if (id.isEmpty()) {
            return problems.add("organisation", "network.problem.already");
        }
        agreements.prove(id.get(), organisationId, proof, by);
        return done("MEMBERSHIP_ADDED", "membership", id.get(), by);
    }

    /** Gives a membership that has no evidence of its own some, which counts from today. */
    @Transactional
    public Problems prove(Membership membership, Proof proof, Actor by) {
        Problems problems = agreements
                .check(membership.organisationId(), proof, new Problems())
                .addIf(!membership.lacksEvidence(), "", "network.problem.proven");
        if (problems.any()) {
            return problems;
        }
        agreements.prove(membership.id(), membership.organisationId(), proof, by);
        return done("MEMBERSHIP_PROVEN", "membership", membership.id(), by);
    }

    /**
     * The next term of a membership that has an end: from the day after, in the same way. It counts once it has evidence of its own.
     *
     * @param until its last day; null: without an end
     */
    @Transactional
    public Problems renew(Membership membership, @Nullable LocalDate until, Actor by) {
        LocalDate end = membership.until();
        if (end == null || membership.renewed()) {
            return new Problems().add("until", "network.problem.renewed");
        }
        LocalDate from = end.plusDays(1);
        Problems problems = new Problems()
                .addIf(until != null && tooFar(until), "until", "network.problem.day")
                .addIf(until != null && until.isBefore(from), "until", "network.problem.renewUntil");
        if (problems.any()) {
            return problems;
        }
        Optional<Long> id = insert(
                membership.organisationId(),
                new Term(membership.kind(), from, until, membership.feeCents()),
                membership.id());
        return id.isEmpty()
                ? problems.add("until", "network.problem.renewed")
                : done("MEMBERSHIP_RENEWED", "membership", id.get(), by);
    }

    /** Empty when it would be connected twice in the same way at the same time; the database sees to it. */
    private Optional<Long> insert(long organisationId, Term term, @Nullable Long renews) {
        return jdbc.sql("""
                insert into membership (organisation_id, kind, from_day, until_day, fee_cents, renews, recorded_at)
                values (:organisation, :kind, :from, :until, :fee, :renews, :now)
                on conflict do nothing returning id
                """)
                .param("now", Timestamp.from(clock.instant()))
                .param("organisation", organisationId)
                .param("kind", term.kind().name())
                .param("from", term.from())
                .param("until", term.until())
                .param("fee", term.feeCents())
                .param("renews", renews)
                .query(Long.class)
                .optional();
    }

    /**
     * Ends a membership, or lets it end earlier than agreed.
     *
     * @param last its last day
     */
    @Transactional
    public Problems end(Membership membership, LocalDate last, Actor by) {
        Problems problems = endProblems(membership.from(), membership.until(), last)
                .addIf(membership.renewed(), "last", "network.problem.endNext");
        if (problems.any()) {
            return problems;
        }
        jdbc.sql("update membership set until_day = :last where id = :id and (until_day is null or until_day > :last)")
                .param("last", last)
                .param("id", membership.id())
                .update();
        return done("MEMBERSHIP_ENDED", "membership", membership.id(), by);
    }

    /**
     * Mends what was entered wrong. What it said stays on record; counts follow, but of years that are over they stay (rules 6).
     *
     * @param term as it should be; its fee is left as it was
     */
    @Transactional
    public Problems correct(Membership membership, Term term, String reason, Actor by) {
        LocalDate until = term.until();
        boolean otherEnd = !Objects.equals(until, membership.until());
        Problems problems = term(term, reason("reason", reason))
                .addIf(membership.renewed() && otherEnd, "until", "network.problem.correctNext")
                .addIf(membership.renewed() && term.kind() != membership.kind(), "kind", "network.problem.correctNext");
        boolean same = term.kind() == membership.kind() && term.from().equals(membership.from()) && !otherEnd;
        if (problems.addIf(same, "", "network.problem.nothingChanged").any()) {
            return problems;
        }
        // the constraint membership_once has the last word; asking first says it at the field
        boolean overlaps = jdbc.sql("""
                select exists (select from membership o where o.organisation_id = :organisation and o.id <> :id and o.kind = :kind
                                  and daterange(o.from_day, o.until_day, '[]') && daterange(:from::date, :until::date, '[]'))
                """)
                .param("organisation", membership.organisationId())
                .param("id", membership.id())
                .param("kind", term.kind().name())
                .param("from", term.from())
                .param("until", until)
                .query(Boolean.class)
                .single();
        if (overlaps) {
            return problems.add("from", "network.problem.already");
        }
        record(membership, MembershipChange.Event.CORRECTED, reason, by);
        jdbc.sql("update membership set kind = :kind, from_day = :from, until_day = :until where id = :id")
                .param("kind", term.kind().name())
                .param("from", term.from())
                .param("until", until)
                .param("id", membership.id())
                .update();
        return done("MEMBERSHIP_CORRECTED", "membership", membership.id(), by);
    }

    /** Takes out what should never have been entered. It stays on record, with why, and in the counts of years that are over. */
    @Transactional
    public Problems strike(Membership membership, String reason, Actor by) {
        Problems problems = reason("why", reason).addIf(membership.renewed(), "why", "network.problem.strikeNext");
        if (problems.any()) {
            return problems;
        }
        record(membership, MembershipChange.Event.STRUCK, reason, by);
        jdbc.sql("delete from membership where id = ?").param(membership.id()).update();
        return done("MEMBERSHIP_STRUCK", "membership", membership.id(), by);
    }

    private static Problems reason(String field, String reason) {
        int length = reason.strip().length();
        return new Problems()
                .addIf(length < 1 || length > MAX_REASON_LENGTH, field, "network.problem.reason", MAX_REASON_LENGTH);
    }

    /** As it stands in the database now, and not as it was when the page was made. */
    private void record(Membership membership, MembershipChange.Event event, String reason, Actor by) {
        int there = jdbc.sql("""
                with now as (select * from membership where id = :id for update)
                insert into membership_change (membership_id, organisation_id, event, kind, from_day, until_day, fee_cents,
                                               declaration_id, paper_id, fee_receipt_id, reason, at, account_id)
                select id, organisation_id, :event, kind, from_day, until_day, fee_cents, declaration_id, paper_id, fee_receipt_id,
                       :reason, :at, :account
                  from now
                """)
                .param("id", membership.id())
                .param("event", event.name())
                .param("reason", reason.strip())
                .param("at", Timestamp.from(clock.instant()))
                .param("account", by.accountId())
                .update();
        if (there == 0) {
            throw new NotFound("membership " + membership.id());
        }
    }

    /** What was corrected or struck out of an organisation; the last first. */
    public List<MembershipChange> changes(long organisationId) {
        return jdbc.sql("""
                select c.*, coalesce(a.name, '') as who from membership_change c left join accounts_account_v a on a.id = c.account_id
                 where c.organisation_id = ? order by c.id desc limit 100
                """)
                .param(organisationId)
                .query((row, n) -> new MembershipChange(
                        MembershipChange.Event.valueOf(row.getString("event")),
                        Membership.Kind.valueOf(row.getString("kind")),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("until_day", LocalDate.class),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("who")))
                .list();
    }

    /** An ambassador who signed on paper, who counts from today (rules 6). */
    @Transactional
    public Problems addAmbassador(
            String positionNl, String positionEn, LocalDate signed, UploadedFile document, Actor by) {
        Problems problems = Agreements.document(document)
                .addIf(positionNl.isBlank() || positionNl.length() > 120, "position", "network.problem.position")
                .addIf(positionEn.length() > 120, "position-en", "network.problem.position")
                .addIf(signed.isAfter(LocalDate.now(clock)) || tooFar(signed), "signed", "network.problem.signed");
        if (problems.any()) {
            return problems;
        }
        long id = jdbc.sql("""
                insert into ambassador (position_nl, position_en, signed_on, paper_id, recorded_at)
                values (:nl, :en, :signed, :paper, :now) returning id
                """)
                .param("paper", agreements.keep(document, by))
                .param("now", Timestamp.from(clock.instant()))
                .param("nl", positionNl.strip())
                .param("en", positionEn.isBlank() ? positionNl.strip() : positionEn.strip())
                .param("signed", signed)
                .query(Long.class)
                .single();
        return done("AMBASSADOR_ADDED", "ambassador", id, by);
    }

    @Transactional
    public Problems end(Ambassador ambassador, LocalDate last, Actor by) {
        Problems problems = endProblems(ambassador.signed(), ambassador.ended(), last);
        if (problems.any()) {
            return problems;
        }
        jdbc.sql("update ambassador set ended_on = :last where id = :id and (ended_on is null or ended_on > :last)")
                .param("last", last)
                .param("id", ambassador.id())
                .update();
        return done("AMBASSADOR_ENDED", "ambassador", ambassador.id(), by);
    }

    /**
     * A scan by which a membership or an ambassador counts.
     *
     * @throws NotFound when there is none
     */
    @Transactional
    public StoredFile document(long id, Actor by) {
        return agreements.read(id, by);
    }

    private Problems endProblems(LocalDate from, @Nullable LocalDate until, LocalDate last) {
        return new Problems()
                .addIf(until != null && until.isBefore(LocalDate.now(clock)), "last", "network.problem.ended")
                .addIf(until != null && !last.isBefore(until), "last", "network.problem.later")
                .addIf(last.isBefore(from), "last", "network.problem.beforeStart");
    }

    /** Adds what is wrong with its days. */
    private Problems term(Term term, Problems problems) {
        LocalDate until = term.until();
        return problems.addIf(tooFar(term.from()), "from", "network.problem.day")
                .addIf(until != null && tooFar(until), "until", "network.problem.day")
                .addIf(until != null && until.isBefore(term.from()), "until", "network.problem.beforeStart");
    }

    private boolean tooFar(LocalDate day) {
        return day.isBefore(LocalDate.of(2000, 1, 1))
                || day.isAfter(LocalDate.now(clock).plusYears(5));
    }

    private Problems done(String action, String subject, long id, Actor by) {
        audit.add(by, action, subject, id);
        events.publishEvent(new ConnectionsChanged());
        return new Problems();
    }

    private static Membership membership(ResultSet row, int n) throws SQLException {
        return new Membership(
                row.getLong("id"),
                row.getLong("organisation_id"),
                row.getString("name"),
                Membership.Kind.valueOf(row.getString("kind")),
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class),
                row.getObject("fee_cents", Long.class),
                Agreements.basis(row, true),
                row.getBoolean("renewed"));
    }

    private static Ambassador ambassador(ResultSet row, int n) throws SQLException {
        return new Ambassador(
                row.getLong("id"),
                row.getString("position_nl"),
                row.getString("position_en"),
                row.getObject("signed_on", LocalDate.class),
                row.getObject("ended_on", LocalDate.class),
                Agreements.basis(row, false));
    }
}
