package nl.tec.partners.internal;

import nl.tec.partners.Partners.Order;

/**
 * An order of the register in a statement over organisation o, with {@code :today} and {@code :year}.
 *
 * @param ranked what it is counted from, as a piece of {@code with}; empty when nothing is counted
 * @param by what it goes by before the name; empty: nothing
 * @param most whether most comes first
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

    /** Of this year, and only of whom something is still to come. */
    private static PartnerOrderSql counted(String much, String and) {
        return new PartnerOrderSql("""
                ranked as (
                  select c.organisation_id, (%s)::bigint as much from contribution c
                   where c.year = :year and c.state = 'ACCEPTED' and c.delivered < c.amount %s group by c.organisation_id)
                """.formatted(much, and), "coalesce(r.much, 0)", true);
    }

    /** After {@code from organisation o}. */
    String join() {
        return ranked.isEmpty() ? "" : " left join ranked r on r.organisation_id = o.id";
    }

    String direction() {
        return most ? " desc" : "";
    }

    /** For {@code order by}. */
    String columns() {
        return (by.isEmpty() ? "" : by + direction() + ", ") + "o.name, o.id";
    }

    /** Selects what comes after a place in the list: {@code :name}, {@code :after} and the sort value, {@code :much} or {@code :value}. */
    String after() {
        if (by.isEmpty()) {
            return "(o.name, o.id) > (:name, :after)";
        }
        return most
                ? "(-" + by + ", o.name, o.id) > (-:much::bigint, :name, :after)"
                : "(" + by + ", o.name, o.id) > (:value, :name, :after)";
    }
}
