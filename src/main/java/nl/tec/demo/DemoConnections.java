package nl.tec.demo;

import static nl.tec.demo.DemoFile.both;
import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.DeclarationSeed;
import nl.tec.declarations.DeclarationSeed.Declared;
import nl.tec.declarations.DeclarationSeed.Signer;
import nl.tec.documents.Documents;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The connections of the organisations of the demo: the letter of intent, and for fictional ones a declaration that all who join in a
 * year sign together; some by a fee or on paper. The ambassadors sign one declaration a year too.
 */
final class DemoConnections {

    private static final LocalTime OFFICE_HOURS = LocalTime.of(10, 0);
    private static final long FEE_CENTS = 25_000;

    private static final String PAPER = """
            <html lang="nl"><head><title>Aansluiting op papier (verzonnen)</title></head>
            <body><h1>Aansluiting op papier</h1><p>Dit document is verzonnen, voor de demo.</p></body></html>
            """;

    private final JdbcTemplate jdbc;
    private final DeclarationSeed seed;
    private final DemoNetwork network;
    private final LocalDate today;
    private final long manager;
    private final byte[] paper;

    DemoConnections(
            JdbcTemplate jdbc, DeclarationSeed seed, Documents documents, DemoNetwork network, LocalDate today) {
        this.jdbc = jdbc;
        this.seed = seed;
        this.network = network;
        this.today = today;
        this.manager = Objects.requireNonNull(
                jdbc.queryForObject("select id from account where email = 'programma@tec.example'", Long.class));
        this.paper = documents.pdf(PAPER);
    }

    private record Joining(
            @Nullable Long organisation,
            String position,
            String positionEn,
            LocalDate from,
            @Nullable LocalDate until) {}

    /** Adds the connections, without those that begin after today. */
    void fill(Map<String, Object> file) {
        Long intent = jdbc.queryForObject("select id from declaration where kind = 'INTENT'", Long.class);
        Bulk signed = memberships("declaration_id");
        Map<Integer, List<Joining>> byYear = new TreeMap<>();
        int turn = 0;
        for (Map<String, Object> partner : rows(file, "partners")) {
            if (partner.get("connected_from") == null) {
                continue;
            }
            Joining joining = new Joining(
                    network.id(text(partner.get("key"))),
                    "directeur",
                    "director",
                    LocalDate.parse(text(partner.get("connected_from"))),
                    day(partner.get("connected_until")));
            if (joining.from().isAfter(today)) {
                continue;
            }
            if (Boolean.TRUE.equals(partner.get("signatory"))) {
                add(signed, joining, "SIGNATORY", null, Objects.requireNonNull(intent), "16:00");
                continue;
            }
            switch (turn++ % 10) {
                case 3 -> fee(joining);
                case 7 -> onPaper(joining);
                default ->
                    byYear.computeIfAbsent(joining.from().getYear(), year -> new ArrayList<>())
                            .add(joining);
            }
        }
        Map<?, ?> words = (Map<?, ?>) Objects.requireNonNull(file.get("joining"));
        byYear.forEach((year, joining) -> {
            long declaration = declare(DeclarationKind.MEMBERSHIP, words.get("membership"), year, joining)
                    .declarationId();
            joining.forEach(one -> add(signed, one, "MEMBER", null, declaration, "16:00"));
        });
        signed.write();
        ambassadors(rows(file, "ambassadors"), words);
    }

    /** @return the declaration, signed by all on the earliest first day, each valid from its own first day */
    private DeclarationSeed.Seeded declare(
            DeclarationKind kind, @Nullable Object words, int year, List<Joining> joining) {
        Map<?, ?> said = (Map<?, ?>) Objects.requireNonNull(words);
        LocalDate day =
                joining.stream().map(Joining::from).min(LocalDate::compareTo).orElseThrow();
        List<Signer> signers = new ArrayList<>();
        for (Joining one : joining) {
            signers.add(new Signer(
                    one.organisation(),
                    one.position(),
                    one.position() + " (demo)",
                    null,
                    null,
                    Dates.at(day, OFFICE_HOURS.plusMinutes(signers.size()))));
        }
        return seed.add(new Declared(
                kind,
                text(said.get("title")).replace("{0}", String.valueOf(year)),
                text(said.get("text")),
                Dates.at(day.minusDays(14), OFFICE_HOURS),
                Dates.at(day.minusDays(7), OFFICE_HOURS),
                null,
                signers));
    }

    private void ambassadors(List<Map<String, Object>> all, Map<?, ?> words) {
        Bulk ambassadors = new Bulk(
                jdbc,
                "ambassador",
                "position_nl",
                "position_en",
                "signed_on",
                "ended_on",
                "signatory_id",
                "recorded_at");
        Map<Integer, List<Joining>> byYear = new TreeMap<>();
        for (Map<String, Object> ambassador : all) {
            Joining joining = new Joining(
                    null,
                    both(ambassador, "function").dutch(),
                    both(ambassador, "function").english(),
                    LocalDate.parse(text(ambassador.get("from"))),
                    day(ambassador.get("until")));
            if (!joining.from().isAfter(today)) {
                byYear.computeIfAbsent(joining.from().getYear(), year -> new ArrayList<>())
                        .add(joining);
            }
        }
        byYear.forEach((year, joining) -> {
            List<Long> signatories = declare(DeclarationKind.AMBASSADOR, words.get("ambassador"), year, joining)
                    .signatories();
            LocalDate day = joining.get(0).from();
            for (int i = 0; i < joining.size(); i++) {
                Joining one = joining.get(i);
                ambassadors.add(
                        one.position(), one.positionEn(), day, one.until(), signatories.get(i), time(day, "16:00"));
            }
        });
        ambassadors.write();
    }

    private void fee(Joining joining) {
        Long receipt = jdbc.queryForObject(
                "insert into fee_receipt (cents, received_on, recorded_at, account_id) values (?, ?, ?, ?) returning id",
                Long.class,
                FEE_CENTS,
                joining.from(),
                time(joining.from(), "09:00"),
                manager);
        one("fee_receipt_id", joining, FEE_CENTS, Objects.requireNonNull(receipt));
    }

    private void onPaper(Joining joining) {
        Long document = jdbc.queryForObject("""
                insert into paper_agreement (name, type, content, sha256, added_at, account_id)
                values ('aansluiting (verzonnen).pdf', 'application/pdf', ?, sha256(?), ?, ?) returning id
                """, Long.class, paper, paper, time(joining.from(), "09:00"), manager);
        one("paper_id", joining, null, Objects.requireNonNull(document));
    }

    private void one(String evidence, Joining joining, @Nullable Long fee, long id) {
        Bulk one = memberships(evidence);
        add(one, joining, "MEMBER", fee, id, "09:00");
        one.write();
    }

    private Bulk memberships(String evidence) {
        return new Bulk(
                jdbc,
                "membership",
                "organisation_id",
                "kind",
                "from_day",
                "until_day",
                "fee_cents",
                evidence,
                "recorded_at");
    }

    private static void add(
            Bulk memberships, Joining joining, String kind, @Nullable Long fee, long evidence, String time) {
        memberships.add(
                joining.organisation(),
                kind,
                joining.from(),
                joining.until(),
                fee,
                evidence,
                time(joining.from(), time));
    }

    private static OffsetDateTime time(LocalDate day, String time) {
        return Rows.timestamp(Dates.at(day, LocalTime.parse(time)));
    }

    private static @Nullable LocalDate day(@Nullable Object value) {
        return value == null ? null : LocalDate.parse(value.toString());
    }
}
