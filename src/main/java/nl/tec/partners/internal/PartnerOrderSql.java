package nl.tec.partners.internal;

import nl.tec.partners.Partners.Order;

/**
 * A sort order of the register in SQL over organisation {@code o}, with {@code :today} and {@code :year}.
 *
 * @param ranked the common table expression with the sort value; empty: none
 * @param by the sort expression that precedes the name; empty: none
 * @param most whether it is descending
 */
record PartnerOrderSql(String ranked, String by, boolean most) {

    static PartnerOrderSql of(Order order) {
        return switch (order) {
            case NAME -> new PartnerOrderSql("", "", false);
            case TOWN -> new PartnerOrderSql("", "coalesce(o.town, '')", false);
            case LATE -> counted("count(*)", "and c.due_on < :today");
            case OPEN -> counted("sum(" + ContributionRows.DECLARED + " - " + ContributionRows.FULFILLED + ")", "");
        };
    }

    /** Returns an order by an aggregate over the outstanding contributions of this year. */
    private static PartnerOrderSql counted(String much, String and) {
        return new PartnerOrderSql("""
                ranked as (
                  select c.organisation_id, (%s)::bigint as much from contribution c
                   where c.year = :year and c.state = 'ACCEPTED' and c.delivered < c.amount %s group by c.organisation_id)
                """.formatted(much, and), "coalesce(r.much, 0)", true);
    }

    /** Returns the join, to be placed after {@code from organisation o}. */
    String join() {
        return ranked.isEmpty() ? "" : " left join ranked r on r.organisation_id = o.id";
    }

    String direction() {
        return most ? " desc" : "";
    }

    /** Returns the expressions for {@code order by}. */
    String columns() {
        return (by.isEmpty() ? "" : by + direction() + ", ") + "o.name, o.id";
    }

    /** Returns the keyset pagination condition, with {@code :name}, {@code :after} and the sort value, {@code :much} or {@code :value}. */
    String after() {
        if (by.isEmpty()) {
            return "(o.name, o.id) > (:name, :after)";
        }
        return most
                ? "(-" + by + ", o.name, o.id) > (-:much::bigint, :name, :after)"
                : "(" + by + ", o.name, o.id) > (:value, :name, :after)";
    }
}
