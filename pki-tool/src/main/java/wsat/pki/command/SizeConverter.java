package wsat.pki.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import wsat.board.flash.FileFlash;
import wsat.board.text.Quoted;
import wsat.pki.image.ImageFile;
import wsat.port.Flash;

/** Sizes of partitions: 126976, 0x1F000 or 124K. */
final class SizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        long size;
        try {
            boolean kilo = text.matches("[0-9]+[kK]");
            size = kilo ? 1024L * Integer.parseInt(text.substring(0, text.length() - 1)) : Long.decode(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(Quoted.of(text) + " is no size such as 0x1F000 or 124K");
        }
        if (size % Flash.SECTOR != 0 || size < ImageFile.SIZE_MIN || size > FileFlash.SIZE_MAX) {
            throw new TypeConversionException(Quoted.of(text) + " is not a multiple of 4096 from 0x3000 to 0x400000");
        }
        return (int) size;
    }
}
