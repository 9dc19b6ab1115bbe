package nl.tec.partners;

import java.util.Map;

/** What somebody typed to declare a contribution; names of the fields are those of the page. */
public record ContributionForm(
        String year, String kind, String unit, String what, String amount, String unitWorth, String due) {

    public static ContributionForm of(Map<String, String> typed) {
        return new ContributionForm(
                typed.getOrDefault("jaar", ""),
                typed.getOrDefault("soort", ""),
                typed.getOrDefault("eenheid", ""),
                typed.getOrDefault("wat", ""),
                typed.getOrDefault("aantal", ""),
                typed.getOrDefault("waarde", ""),
                typed.getOrDefault("uiterlijk", ""));
    }

    /** Of one that is there, to change it. */
    public static ContributionForm of(Contribution c) {
        return new ContributionForm(
                String.valueOf(c.year()),
                c.kind().name(),
                c.unit().name(),
                c.what(),
                c.declaredQuantity().typed(),
                c.unitCents() == 0 ? "" : new Quantity(c.unitCents(), ContributionUnit.EURO).typed(),
                c.due().toString());
    }
}
