package nl.tec.network;

import java.util.Map;

/** What somebody typed to report a delivery; names of the fields are those of the page. */
public record DeliveryForm(String day, String amount, String evidence, String session) {

    public static DeliveryForm of(Map<String, String> typed) {
        return new DeliveryForm(
                typed.getOrDefault("dag", ""),
                typed.getOrDefault("geleverd", ""),
                typed.getOrDefault("bewijs", ""),
                typed.getOrDefault("sessie", ""));
    }
}
