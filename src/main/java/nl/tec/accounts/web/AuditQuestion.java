package nl.tec.accounts.web;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the administrator wants to see of the audit log, as it stands in the address.
 *
 * @param account number or mail address
 * @param action the begin of its code
 * @param subject a type, or a type and a number
 * @param day {@code 2027-01-14}
 */
public record AuditQuestion(String account, String action, String subject, String day) {

    /** The filter as a query string, for the next page and the export. */
    public String query() {
        String query = UriComponentsBuilder.newInstance()
                .queryParam("account", "{a}")
                .queryParam("actie", "{b}")
                .queryParam("onderwerp", "{c}")
                .queryParam("dag", "{d}")
                .encode()
                .buildAndExpand(account, action, subject, day)
                .getQuery();
        return query == null ? "" : query;
    }
}
