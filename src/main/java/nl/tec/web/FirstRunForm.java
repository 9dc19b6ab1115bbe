package nl.tec.web;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Passwords;
import nl.tec.hub.Texts;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.Municipalities.Municipality;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.web.FirstRun.Beginning;

/** What was typed on the first-run page. The names of the fields are those of the page. */
public record FirstRunForm(
        String code,
        String naam,
        String plaats,
        String gemeente,
        String regio,
        String schooljaar,
        String beheerder,
        String email,
        String wachtwoord,
        boolean programma) {

    private static final int MAX_LENGTH = 100;

    /** Nothing typed yet. @param year the school year it is */
    static FirstRunForm empty(SchoolYear year) {
        return new FirstRunForm("", "", "", "", "", Integer.toString(year.start()), "", "", "", true);
    }

    static FirstRunForm read(Map<String, String> fields) {
        return new FirstRunForm(
                fields.getOrDefault("code", ""),
                fields.getOrDefault("naam", ""),
                fields.getOrDefault("plaats", ""),
                fields.getOrDefault("gemeente", ""),
                fields.getOrDefault("regio", ""),
                fields.getOrDefault("schooljaar", ""),
                fields.getOrDefault("beheerder", ""),
                fields.getOrDefault("email", ""),
                fields.getOrDefault("wachtwoord", ""),
                fields.containsKey("programma"));
    }

    /** Checks everything; what it says goes in {@code problems}. */
    Problems problems(Municipalities municipalities) {
        Problems problems = new Problems()
                .addIf(code.isBlank(), "code", "firstRun.code.missing")
                .addIf(
                        naam.isBlank() || naam.strip().length() > MAX_LENGTH || lines(naam) > 1,
                        "naam",
                        "firstRun.name.missing")
                .addIf(plaats.isBlank() || plaats.strip().length() > MAX_LENGTH, "plaats", "firstRun.city.missing")
                .addIf(gemeente.isBlank(), "gemeente", "firstRun.municipality.missing")
                .addIf(
                        !gemeente.isBlank() && municipality(municipalities).isEmpty(),
                        "gemeente",
                        "firstRun.municipality.unknown")
                .addIf(!regio.isBlank() && region().isEmpty(), "regio", "setting.wrong.REGION")
                .addIf(!schooljaar.matches("20[0-9]{2}"), "schooljaar", "firstRun.year.missing")
                .addIf(
                        beheerder.isBlank() || beheerder.strip().length() > MAX_LENGTH || lines(beheerder) > 1,
                        "beheerder",
                        "accounts.name.missing")
                .addIf(MailAddress.parse(email).isEmpty(), "email", "accounts.email.shape");
        Passwords.problem(wachtwoord, email).ifPresent(key -> problems.add("wachtwoord", key));
        problems.addIf(
                !problems.at("gemeente").isPresent() && regionOf(municipalities).isEmpty(),
                "regio",
                "firstRun.region.missing");
        return problems;
    }

    /** To be asked only when there are no problems. */
    Beginning beginning(Municipalities municipalities) {
        NewAccount administrator = new NewAccount(
                MailAddress.parse(email).orElseThrow(), beheerder.strip(), Texts.DUTCH, wachtwoord, Set.of());
        return new Beginning(
                naam.strip(),
                plaats.strip(),
                municipality(municipalities).orElseThrow(),
                regionOf(municipalities).orElseThrow(),
                new SchoolYear(Integer.parseInt(schooljaar)),
                administrator,
                programma);
    }

    /** By its name, or by its code: 301 is 0301. */
    private Optional<Municipality> municipality(Municipalities municipalities) {
        String typed = gemeente.strip();
        return typed.matches("[0-9]{1,4}")
                ? municipalities.find("0".repeat(4 - typed.length()) + typed)
                : municipalities.findByName(typed);
    }

    /** The one that was chosen, else that of the municipality. */
    private Optional<HolidayRegion> regionOf(Municipalities municipalities) {
        return region().or(() -> municipality(municipalities).map(Municipality::region));
    }

    private Optional<HolidayRegion> region() {
        return Arrays.stream(HolidayRegion.values())
                .filter(region -> region.name().equals(regio))
                .findFirst();
    }

    private static long lines(String text) {
        return text.strip().lines().count();
    }
}
