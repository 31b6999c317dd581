package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wsat pki build} against images that Espressif's nvs_partition_gen has made. */
class BuildTest {
    static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"full, 0x1F000", "single, 0x3000", "bigblob, 24K"})
    void aCsvGivesTheGeneratorsImageByteForByte(String name, String size) throws IOException {
        Path image = folder.resolve("image");
        Cli.fine("build", "--csv", GOLDEN.resolve(name + ".csv"), "-o", image, "--size", size);
        assertArrayEquals(Files.readAllBytes(GOLDEN.resolve(name + "-v2.bin")), Files.readAllBytes(image));
    }

    @Test
    void aRawDataFolderWithASingleFileGivesTheGeneratorsImage() throws IOException {
        copy("root-0.crt", "wss_ca/only.crt");
        Path image = folder.resolve("image");
        Cli.fine("build", "--raw-data", folder.resolve("raw_data"), "-o", image, "--size", "0x3000");
        assertArrayEquals(Files.readAllBytes(GOLDEN.resolve("single-v2.bin")), Files.readAllBytes(image));
    }

    @Test
    void aRawDataFolderGivesTheSameAsItsCsv() throws IOException {
        copy("root-0.crt", "wss_ca/wss_ca_00.crt");
        copy("root-1.crt", "wss_ca/wss_ca_01.pem");
        copy("client-0.crt", "wss_cert/wss_client_00.crt");
        copy("client-1.crt", "wss_cert/wss_client_01.crt");
        copy("client-0.key", "wss_key/wss_client_00.key");
        copy("client-1.key", "wss_key/wss_client_01.key");
        copy("bundle.crt", "client_ca/bundle.crt");
        copy("root-1.crt", "wss_ca/README.md");
        Path csv = Files.writeString(folder.resolve("mfg_nvs.csv"), """
                key,type,encoding,value
                client_ca,namespace,,
                client_ca,file,binary,raw_data/client_ca/bundle.crt
                wss_cert,namespace,,
                wss_cert.0,file,binary,raw_data/wss_cert/wss_client_00.crt
                wss_cert.1,file,binary,raw_data/wss_cert/wss_client_01.crt
                wss_key,namespace,,
                wss_key.0,file,binary,raw_data/wss_key/wss_client_00.key
                wss_key.1,file,binary,raw_data/wss_key/wss_client_01.key
                wss_ca,namespace,,
                wss_ca.0,file,binary,raw_data/wss_ca/wss_ca_00.crt
                wss_ca.1,file,binary,raw_data/wss_ca/wss_ca_01.pem
                """);
        Path byFolder = folder.resolve("a.bin");
        Path byCsv = folder.resolve("b.bin");
        Cli built = Cli.fine("build", "--raw-data", folder.resolve("raw_data"), "-o", byFolder);
        Cli.fine("build", "--csv", csv, "-o", byCsv);
        assertArrayEquals(Files.readAllBytes(byCsv), Files.readAllBytes(byFolder));
        assertTrue(built.err().contains("README.md: left out"), built.err());
    }

    @Test
    void allEncodingsOfTheGeneratorAreRead() throws IOException {
        Files.writeString(folder.resolve("hex"), "48656c6c6f\n");
        Path csv = Files.writeString(folder.resolve("all.csv"), """
                # a comment
                key,type,encoding,value

                things,namespace,,
                a,data,hex2bin, 00ff10
                b,data,base64,SGVsbG8=
                c,data,string,"one, \"\"two\"\""
                d,file,hex2bin,hex
                e,file,string,hex
                f,data,u8,0x10
                g,data,I64,-5
                h,data,binary,abc
                """);
        Path image = folder.resolve("image");
        Cli.fine("build", "--csv", csv, "-o", image, "--size", "12K");
        String dump = Cli.fine("dump", image, "--values").out().replaceAll(" +", " ");
        assertEquals("""
                things
                 a blob 3 bytes
                 b blob 5 bytes
                 c string 10 bytes "one, "two\"\"
                 d blob 5 bytes
                 e string 11 bytes "48656c6c6f?"
                 f u8 1 bytes 16
                 g i64 8 bytes -5
                 h blob 3 bytes
                """, dump);
    }

    @Test
    void anImageOfVersion1IsRead() {
        assertEquals(Cli.fine("dump", GOLDEN.resolve("full-v2.bin"), "--values").out(),
                Cli.fine("dump", GOLDEN.resolve("full-v1.bin"), "--values").out());
    }

    @Test
    void anImageIsForItsOwnerAlone() throws IOException {
        Path image = folder.resolve("image");
        Cli.fine("init", image);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(image)));
        assertEquals(0x1F000, Files.size(image));
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rw-rw-r--"));
        Cli.fine("init", image, "--force", "--size", "0x3000");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(image)));
        assertEquals(0x3000, Files.size(image));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing is left beside the image");
        }
    }

    private void copy(String from, String to) throws IOException {
        Path target = folder.resolve("raw_data").resolve(to);
        Files.createDirectories(target.getParent());
        Files.copy(GOLDEN.resolve("pem").resolve(from), target);
    }
}
