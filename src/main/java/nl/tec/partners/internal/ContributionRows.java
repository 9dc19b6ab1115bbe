package nl.tec.partners.internal;

/** The columns of contributions, and their worth in SQL. */
final class ContributionRows {

    /** The declared worth of contribution {@code c} in cents. */
    static final String DECLARED = "(c.amount * c.unit_cents + 50) / 100";

    /** The delivered worth up to {@link #DECLARED}; the rest is open. */
    static final String FULFILLED = "(least(c.amount, c.delivered) * c.unit_cents + 50) / 100";

    /** The totals over contributions {@code c}, each rounded half up to the cent as {@link nl.tec.partners.Quantity#worth} does. */
    static final String SUMS = """
            coalesce(sum(%1$s), 0)::bigint as declared, coalesce(sum(%2$s), 0)::bigint as fulfilled,
            coalesce(sum((c.delivered * c.unit_cents + 50) / 100 - %2$s), 0)::bigint as beyond,
            coalesce(sum(%1$s - %2$s), 0)::bigint as open,
            count(*) filter (where c.unit_cents = 0)::int as unvalued
            """.formatted(DECLARED, FULFILLED);

    /** The columns of contribution {@code c}. */
    static final String COLUMNS = """
            c.id, c.organisation_id, c.year, c.kind, c.unit, c.what, c.amount, c.unit_cents, c.due_on as due, c.state, c.question,
            c.delivered, c.counts_visits, c.reminded_at is not null as reminded,
            md5(row(c.year, c.kind, c.unit, c.what, c.amount, c.unit_cents, c.due_on, c.state, c.question)::text) as stamp,
            (select count(*)::int from contribution_delivery d where d.contribution_id = c.id and d.state = 'REPORTED') as waiting
            """;

    /** The stamp of delivery {@code d}. Documents are only ever added. */
    static final String DELIVERY_STAMP = """
            md5(row(d.day, d.amount, d.evidence, d.evidence_link, d.session_id, d.state, d.question,
                    (select count(*) from contribution_delivery_file e where e.delivery_id = d.id))::text) as stamp
            """;

    /** The condition that contribution {@code c} of organisation {@code o} is late on {@code :today}: the partner can still deliver it. */
    static final String LATE =
            "c.state = 'ACCEPTED' and c.delivered < c.amount and c.due_on < :today and o.ended_on is null";

    private ContributionRows() {}
}
