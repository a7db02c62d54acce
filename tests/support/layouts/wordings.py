"""The words around the rows of a plan: fields of government, agencies, headers in many offices' words, captions, prose."""

# Lists are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

SUPPORT_PROGRAM = "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
# Number, kegiatan, sub kegiatan: what every agency plans below the program above (Kepmendagri 050-5889/2021).
SUPPORT_KEGIATAN: tuple[tuple[str, ...], ...] = (
    ("2.01", "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah", "Penyusunan Dokumen Perencanaan Perangkat Daerah", "Koordinasi dan Penyusunan Dokumen RKA-SKPD", "Koordinasi dan Penyusunan Laporan Capaian Kinerja dan Ikhtisar Realisasi Kinerja SKPD", "Evaluasi Kinerja Perangkat Daerah"),
    ("2.02", "Administrasi Keuangan Perangkat Daerah", "Penyediaan Gaji dan Tunjangan ASN", "Pelaksanaan Penatausahaan dan Pengujian/Verifikasi Keuangan SKPD", "Koordinasi dan Penyusunan Laporan Keuangan Akhir Tahun SKPD"),
    ("2.03", "Administrasi Barang Milik Daerah pada Perangkat Daerah", "Penatausahaan Barang Milik Daerah pada SKPD"),
    ("2.05", "Administrasi Kepegawaian Perangkat Daerah", "Pengadaan Pakaian Dinas beserta Atribut Kelengkapannya", "Pendidikan dan Pelatihan Pegawai Berdasarkan Tugas dan Fungsi"),
    ("2.06", "Administrasi Umum Perangkat Daerah", "Penyediaan Komponen Instalasi Listrik/Penerangan Bangunan Kantor", "Penyediaan Peralatan dan Perlengkapan Kantor", "Penyediaan Bahan Logistik Kantor", "Penyediaan Barang Cetakan dan Penggandaan", "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD"),
    ("2.07", "Pengadaan Barang Milik Daerah Penunjang Urusan Pemerintah Daerah", "Pengadaan Kendaraan Dinas Operasional atau Lapangan", "Pengadaan Mebel", "Pengadaan Peralatan dan Mesin Lainnya"),
    ("2.08", "Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah", "Penyediaan Jasa Surat Menyurat", "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik", "Penyediaan Jasa Pelayanan Umum Kantor"),
    ("2.09", "Pemeliharaan Barang Milik Daerah Penunjang Urusan Pemerintahan Daerah", "Penyediaan Jasa Pemeliharaan, Biaya Pemeliharaan, Pajak dan Perizinan Kendaraan Dinas Operasional atau Lapangan", "Pemeliharaan/Rehabilitasi Gedung Kantor dan Bangunan Lainnya", "Pemeliharaan Peralatan dan Mesin Lainnya"),
)  # fmt: skip
FIELDS = {
    "1.01": "PENDIDIKAN", "1.02": "KESEHATAN", "1.03": "PEKERJAAN UMUM DAN PENATAAN RUANG", "1.04": "PERUMAHAN DAN KAWASAN PERMUKIMAN",
    "1.05": "KETENTERAMAN DAN KETERTIBAN UMUM SERTA PERLINDUNGAN MASYARAKAT", "1.06": "SOSIAL", "2.07": "TENAGA KERJA",
    "2.08": "PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK", "2.09": "PANGAN", "2.10": "PERTANAHAN", "2.11": "LINGKUNGAN HIDUP",
    "2.12": "ADMINISTRASI KEPENDUDUKAN DAN PENCATATAN SIPIL", "2.13": "PEMBERDAYAAN MASYARAKAT DAN DESA", "2.14": "PENGENDALIAN PENDUDUK DAN KELUARGA BERENCANA",
    "2.15": "PERHUBUNGAN", "2.16": "KOMUNIKASI DAN INFORMATIKA", "2.17": "KOPERASI, USAHA KECIL, DAN MENENGAH", "2.18": "PENANAMAN MODAL",
    "2.19": "KEPEMUDAAN DAN OLAHRAGA", "2.20": "STATISTIK", "2.21": "PERSANDIAN", "2.22": "KEBUDAYAAN", "2.23": "PERPUSTAKAAN", "2.24": "KEARSIPAN",
    "3.25": "KELAUTAN DAN PERIKANAN", "3.26": "PARIWISATA", "3.27": "PERTANIAN", "3.28": "KEHUTANAN", "3.29": "ENERGI DAN SUMBER DAYA MINERAL",
    "3.30": "PERDAGANGAN", "3.31": "PERINDUSTRIAN", "3.32": "TRANSMIGRASI", "4.01": "SEKRETARIAT DAERAH", "4.02": "SEKRETARIAT DPRD",
    "5.01": "PERENCANAAN", "5.02": "KEUANGAN", "5.03": "KEPEGAWAIAN", "5.04": "PENDIDIKAN DAN PELATIHAN", "5.05": "PENELITIAN DAN PENGEMBANGAN",
    "6.01": "INSPEKTORAT DAERAH", "7.01": "KECAMATAN", "8.01": "KESATUAN BANGSA DAN POLITIK",
}  # fmt: skip
# Name, what narrow columns print, fields of government.
AGENCIES = (
    ("Dinas Pendidikan", "Disdik", "1.01"),
    ("Dinas Pendidikan dan Kebudayaan", "Disdikbud", "1.01 2.22"),
    ("Dinas Pendidikan, Kepemudaan dan Olahraga", "Dindikpora", "1.01 2.19"),
    ("Dinas Kesehatan", "Dinkes", "1.02"),
    ("Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana", "Dinkes PPKB", "1.02 2.14"),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR", "1.03 2.10"),
    ("Dinas Pekerjaan Umum dan Perumahan Rakyat", "Dinas PUPR", "1.03 1.04"),
    ("Dinas Perumahan, Kawasan Permukiman dan Pertanahan", "Disperkimtan", "1.04 2.10"),
    ("Satuan Polisi Pamong Praja", "Satpol PP", "1.05"),
    ("Satuan Polisi Pamong Praja dan Pemadam Kebakaran", "Satpol PP dan Damkar", "1.05"),
    ("Badan Penanggulangan Bencana Daerah", "BPBD", "1.05"),
    ("Dinas Sosial", "Dinsos", "1.06"),
    ("Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", "Dinsos P3A", "1.06 2.08"),
    ("Dinas Tenaga Kerja dan Transmigrasi", "Disnakertrans", "2.07 3.32"),
    ("Dinas Tenaga Kerja, Perindustrian dan Koperasi UKM", "Dinnakerperinkop", "2.07 3.31 2.17"),
    ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "DP3A", "2.08"),
    ("Dinas Ketahanan Pangan", "DKP", "2.09"),
    ("Dinas Ketahanan Pangan dan Pertanian", "DKPP", "2.09 3.27"),
    ("Dinas Lingkungan Hidup", "DLH", "2.11"),
    ("Dinas Lingkungan Hidup dan Kehutanan", "DLHK", "2.11 3.28"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "2.12"),
    ("Dinas Pemberdayaan Masyarakat dan Desa", "DPMD", "2.13"),
    ("Dinas Pengendalian Penduduk dan Keluarga Berencana", "DPPKB", "2.14"),
    ("Dinas Perhubungan", "Dishub", "2.15"),
    ("Dinas Komunikasi dan Informatika", "Diskominfo", "2.16 2.20 2.21"),
    ("Dinas Komunikasi, Informatika, Statistik dan Persandian", "Diskominfosandi", "2.16 2.20 2.21"),
    ("Dinas Koperasi, Usaha Kecil dan Menengah", "Dinkop UKM", "2.17"),
    ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "2.18"),
    ("Dinas Kepemudaan dan Olahraga", "Dispora", "2.19"),
    ("Dinas Kepemudaan, Olahraga dan Pariwisata", "Disporapar", "2.19 3.26"),
    ("Dinas Kebudayaan", "Disbud", "2.22"),
    ("Dinas Perpustakaan dan Kearsipan", "Dispusip", "2.23 2.24"),
    ("Dinas Kelautan dan Perikanan", "Dislutkan", "3.25"),
    ("Dinas Perikanan", "Diskan", "3.25"),
    ("Dinas Pariwisata", "Dispar", "3.26"),
    ("Dinas Pariwisata dan Kebudayaan", "Disparbud", "3.26 2.22"),
    ("Dinas Pertanian", "Distan", "3.27"),
    ("Dinas Perdagangan", "Disdag", "3.30"),
    ("Dinas Perindustrian dan Perdagangan", "Disperindag", "3.31 3.30"),
    ("Sekretariat Daerah", "Setda", "4.01"),
    ("Sekretariat DPRD", "Setwan", "4.02"),
    ("Badan Perencanaan Pembangunan Daerah", "Bappeda", "5.01 5.05"),
    ("Badan Perencanaan Pembangunan, Penelitian dan Pengembangan Daerah", "Bappelitbangda", "5.01 5.05"),
    ("Badan Pengelola Keuangan dan Aset Daerah", "BPKAD", "5.02"),
    ("Badan Pendapatan Daerah", "Bapenda", "5.02"),
    ("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BKPSDM", "5.03 5.04"),
    ("Inspektorat Daerah", "Inspektorat", "6.01"),
    ("Kecamatan Sukamaju", "Kec. Sukamaju", "7.01"),
    ("Kecamatan Muara Lama", "Kec. Muara Lama", "7.01"),
    ("Badan Kesatuan Bangsa dan Politik", "Bakesbangpol", "8.01"),
)
REGIONS = (
    "Kabupaten Tanjung Harapan", "Kota Muara Indah", "Kabupaten Batu Putih", "Kota Sungai Permai", "Kabupaten Lembah Hijau", "Kabupaten Karang Agung",
    "Kota Bukit Sari", "Kabupaten Pantai Timur", "Provinsi Nusa Raya", "Kabupaten Rimba Jaya", "Kota Teluk Kencana", "Kabupaten Gunung Mas Selatan",
)  # fmt: skip
OUTCOMES = (
    "Meningkatnya kualitas", "Meningkatnya cakupan", "Terwujudnya", "Meningkatnya", "Terpenuhinya", "Optimalnya", "Menurunnya hambatan dalam", "Terselenggaranya",
    "Tersedianya", "Terlaksananya", "Terkelolanya", "Berkembangnya",
)  # fmt: skip
OUTPUTS = (
    "Terlaksananya",
    "Tersedianya",
    "Terselesaikannya",
    "Terselenggaranya",
    "Terfasilitasinya",
    "Tersusunnya",
)
GOALS = (
    "Mewujudkan sumber daya manusia yang unggul dan berdaya saing", "Meningkatkan kualitas pelayanan publik", "Mewujudkan tata kelola pemerintahan yang baik dan bersih",
    "Meningkatkan pertumbuhan ekonomi yang inklusif", "Mewujudkan infrastruktur yang merata dan ramah lingkungan", "Meningkatkan ketahanan sosial budaya masyarakat",
    "Mewujudkan lingkungan hidup yang berkualitas", "Meningkatkan daya saing daerah berbasis potensi lokal",
)  # fmt: skip
TARGETS = (
    "Meningkatnya derajat kesehatan masyarakat", "Meningkatnya akuntabilitas kinerja perangkat daerah", "Meningkatnya kepuasan masyarakat terhadap pelayanan",
    "Menurunnya angka kemiskinan", "Meningkatnya kualitas infrastruktur wilayah", "Meningkatnya rata-rata lama sekolah", "Terwujudnya ketahanan pangan daerah",
    "Menurunnya tingkat pengangguran terbuka", "Meningkatnya indeks kualitas lingkungan hidup", "Meningkatnya nilai tambah sektor unggulan", "Terjaganya ketertiban umum",
)  # fmt: skip
RESULT_UNITS = (
    "Dokumen", "Dokumen", "Laporan", "Laporan", "Orang", "Unit", "Kegiatan", "Paket", "Kali", "Kelompok", "dokumen", "orang", "Desa", "Km", "Bulan", "Lembaga",
    "kegiatan", "Orang/Bulan", "Program",
)  # fmt: skip
BASELINE_WORDS = ("n/a", "-", "0", "NA", "")
PLACES = (
    "Kab. {place}",
    "{place}",
    "{region}",
    "Semua Kecamatan, Semua Kel/Desa",
    "Kec. Sukamaju",
    "12 Kecamatan",
    "Kantor Dinas",
    "Kabupaten/Kota",
)
FUNDS = (
    "APBD",
    "DAU",
    "PAD",
    "DAK Fisik",
    "APBD Kab.",
    "DBHCHT",
    "DANA TRANSFER UMUM-DANA ALOKASI UMUM",
    "PENDAPATAN ASLI DAERAH (PAD)",
    "DAK Non Fisik",
    "BK Prov",
)
REMARKS = ("", "", "", "Lanjutan", "Baru", "Prioritas", "SPM", "Pokir", "Musrenbang", "IKU")
# The words that head a column, by what stands in it.
HEADER_WORDS: dict[str, tuple[str, ...]] = {
    "no": ("No", "No.", "NO", "NO.", "Nomor", "No Urut"),
    "kode": ("Kode", "KODE", "Kode Rekening", "KODE REKENING", "Kode Program/Kegiatan", "Kode Urusan", "Rekening", "KODE PROGRAM", "Nomor Rekening", "Kode\nRek."),
    "tujuan": ("Tujuan", "TUJUAN", "Tujuan PD", "Tujuan Perangkat Daerah", "Tujuan Renstra"),
    "sasaran": ("Sasaran", "SASARAN", "Sasaran Strategis", "Sasaran PD", "Sasaran Daerah", "Sasaran Renstra Perangkat Daerah"),
    "urusan": ("Urusan", "Bidang Urusan", "BIDANG URUSAN", "Urusan Pemerintahan"),
    "program": ("Program", "PROGRAM", "Program Prioritas", "Nama Program", "Program PD", "Program Perangkat Daerah", "Program Pembangunan Daerah", "Uraian Program", "Progam"),
    "kegiatan": ("Kegiatan", "KEGIATAN", "Nama Kegiatan", "Kegiatan Prioritas", "Uraian Kegiatan", "Kegiatan PD"),
    "subkegiatan": ("Sub Kegiatan", "SUB KEGIATAN", "Subkegiatan", "Sub-Kegiatan", "Nama Sub Kegiatan", "Sub Keg."),
    "names_program": ("Program", "Bidang Urusan Pemerintahan dan Program Prioritas Pembangunan", "Urusan/Program", "PROGRAM PEMBANGUNAN DAERAH", "Bidang Urusan Pemerintahan / Program", "Program Prioritas", "Nama Program", "Uraian", "Nomenklatur Program", "Urusan dan Program", "PROGRAM PERANGKAT DAERAH"),
    "names_kegiatan": ("Program dan Kegiatan",
        "Program dan kegitan", "Program/Kegiatan", "PROGRAM / KEGIATAN", "Program & Kegiatan", "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", "Uraian Program/Kegiatan", "Nama Program/Kegiatan", "Nomenklatur", "Progran/Kegiatan", "URAIAN"),
    "names_subkegiatan": ("Program, Kegiatan dan Sub Kegiatan", "Program/Kegiatan/Sub Kegiatan", "PROGRAM/KEGIATAN/SUB KEGIATAN", "Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan", "Urusan/ Bidang Urusan Pemerintahan Daerah dan Program/ Kegiatan/ Sub Kegiatan", "Program / Kegiatan / Subkegiatan", "Uraian", "NOMENKLATUR URUSAN PROGRAM KEGIATAN DAN SUB KEGIATAN", "Nama Urusan, Program, Kegiatan, Sub Kegiatan", "Prog/Keg/Sub Keg", "Uraian Urusan, Organisasi, Program, Kegiatan dan Sub Kegiatan"),
    "names_outcome": ("Bidang Urusan / Program / Outcome", "BIDANG URUSAN/PROGRAM/OUTCOME", "Program / Outcome", "Bidang Urusan/Program/Outcome/Kegiatan/Subkegiatan/Output", "BIDANG URUSAN / PROGRAM / OUTCOME / KEGIATAN / SUBKEGIATAN / OUTPUT", "Program/Outcome/Kegiatan/Output"),
    "indikator": ("Indikator", "Indikator Kinerja",
        "Indikator Kinrja", "INDIKATOR KINERJA", "Indikator Kinerja Program (outcome) dan Kegiatan (output)", "Indikator Program/Kegiatan", "Indikator Outcome / Output", "Indikator Kinerja Program/Kegiatan/Sub Kegiatan", "Tolok Ukur Kinerja", "Indikator Outcome", "INDIKATOR", "Indikator Kinerja Program (Outcome)", "Keluaran (Output)"),
    "satuan": ("Satuan",
        "Satuaan", "SATUAN", "Sat.", "Satuan Indikator"),
    "awal": ("Kondisi Kinerja Awal RPJMD (Tahun {before})", "Data Capaian pada Tahun Awal Perencanaan ({before})", "Baseline {before}", "Kondisi Awal", "Capaian Tahun {before}", "BASELINE TAHUN {before}", "Kondisi Kinerja pada Awal Periode RPJMD", "Realisasi {before}"),
    "label": ("Jenis", "Level", "Tingkat", "Uraian", ""),
    "nspk": ("NSPK dan Sasaran RPJMD yang Relevan", "Sasaran RPJMD", "NSPK"),
    "outcome": ("Outcome", "OUTCOME", "Hasil (Outcome)", "Uraian Program", "Deskripsi", "Outcome Program"),
    "output": ("Output", "OUTPUT", "Keluaran", "Output Kegiatan/Subkegiatan"),
    "names_flagship": ("Program Unggulan", "Program Prioritas Kepala Daerah", "Program Hasil Terbaik Cepat (Quick Wins)", "Program Strategis", "Janji Kerja / Program", "PROGRAM UNGGULAN", "Nama Program"),
    "lokasi": ("Lokasi", "LOKASI", "Lokasi Kegiatan",
        "Lokas", "Lokasi Output"),
    "sumber": ("Sumber Dana", "SUMBER DANA", "Sumber Pendanaan", "Sumber"),
    "opd": ("Perangkat Daerah", "Perangkat Daerah Penanggung Jawab",
        "Perangakat Daerah", "PERANGKAT DAERAH", "OPD", "OPD Penanggung Jawab", "Unit Kerja Perangkat Daerah Penanggung Jawab", "PD Pelaksana", "Perangkat Daerah Pengampu", "SKPD Penanggungjawab", "Penanggung Jawab", "PD"),
    "ket": ("Keterangan", "Ket.", "KET", "Catatan", "Catatan Penting", "KETERANGAN"),
    "target": ("Target", "TARGET", "target", "Target Kinerja", "Target Capaian Kinerja",
        "Tagret", "Tk", "Volume", "K"),
    "rp": ("Rp", "Rp.", "Pagu", "PAGU", "Pagu (Rp)", "Pagu Indikatif (Rp)", "Anggaran", "Pagu Indikatif", "Rp", "Dana (Rp)"),
    "pagu": ("Pagu Indikatif (Rp)", "Kebutuhan Dana/Pagu Indikatif", "Pagu Anggaran", "Anggaran (Rp)", "PAGU (Rp)", "Pagu Indikatif", "Jumlah (Rp)", "Kebutuhan Dana (Rp.)", "ANGGARAN", "Pagu", "Alokasi Anggaran (Rp)"),
    "realisasi": ("Realisasi", "Realisasi (Rp)", "REALISASI ANGGARAN", "Realisasi Keuangan (Rp)", "Penyerapan"),
    "persen": ("%", "Persentase", "Capaian (%)", "% Serapan", "Tingkat Capaian (%)"),
    "maju": ("Prakiraan Maju Rencana Tahun {after}", "Prakiraan Maju Tahun {after}", "PRAKIRAAN MAJU TAHUN {after}", "Perkiraan Maju {after}"),
    "rencana": ("Rencana Tahun {year}", "RENCANA TAHUN {year}", "Rencana Tahun {year} (Tahun Rencana)", "Tahun {year}", "Target dan Pagu Tahun {year}"),
    "years": ("Target Kinerja Program dan Kerangka Pendanaan", "Capaian Kinerja Program dan Kerangka Pendanaan", "Target dan Pagu Indikatif Tahun", "TARGET DAN PAGU INDIKATIF TAHUN", "Target Kinerja dan Kerangka Pendanaan Tahun", "Target Capaian Kinerja dan Pendanaan", "Rencana Target dan Anggaran"),
    "akhir": ("Kondisi Kinerja pada Akhir Periode RPJMD", "Kondisi Akhir", "Kondisi Kinerja Akhir Renstra", "KONDISI AKHIR", "Kondisi Kinerja pada akhir periode Renstra Perangkat Daerah"),
}  # fmt: skip
# Heads a column of money in another unit than rupiah.
UNIT_WORDS = {
    1000: ("(Rp. 000)", "(Rp 000)", "(Ribu Rp)", "(dalam ribuan rupiah)", "(Rp.000)", "(x Rp 1.000)"),
    1_000_000: ("(juta rupiah)", "(Rp. Juta)", "(Juta Rp)", "(dalam jutaan rupiah)", "(Rp juta)"),
}
CAPTIONS: dict[str, tuple[str, ...]] = {
    "tc27": ("Tabel T-C.27. Rencana Program, Kegiatan, dan Pendanaan Perangkat Daerah {opd} {region}", "Tabel 6.1 Rencana Program, Kegiatan, Sub Kegiatan dan Pendanaan {opd} Tahun {first}-{last}", "Tabel T-C 27 Rencana Program, Kegiatan dan Pendanaan {opd}"),
    "tc33": ("Tabel T-C.33. Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun {year} dan Prakiraan Maju Tahun {after} {region}", "Tabel 4.1 Rumusan Rencana Program dan Kegiatan {opd} Tahun {year}", "Rencana Kerja dan Pendanaan {opd} Tahun {year}"),
    "rpjmd": ("Tabel 7.2 Indikasi Rencana Program Prioritas yang Disertai Kebutuhan Pendanaan {region} Tahun {first}-{last}", "Tabel 6.2 Program Pembangunan Daerah yang Disertai Pagu Indikatif {region}", "Tabel VII-1 Kerangka Pendanaan Pembangunan dan Program Perangkat Daerah"),
    "outcome_rpjmd": ("Tabel 4.2 Program Perangkat Daerah {region} Tahun {first}-{last}", "Tabel 4.1 Daftar Program Perangkat Daerah dan Pagu Indikatif Tahun {first}-{last}", "Tabel IV.2 Program Prioritas Pembangunan Daerah {region}"),
    "outcome_renstra": ("Tabel 4.3 Rencana Program/Kegiatan/Subkegiatan dan Pendanaan {opd}", "Tabel 4.2 Rencana Program, Kegiatan, Subkegiatan, dan Pendanaan {opd} Tahun {first}-{last}", "Tabel T-C.27 Program, Kegiatan, Subkegiatan {opd} {region}"),
    "rkpd": ("Rencana Program dan Kegiatan Prioritas Daerah Tahun {year} {region}", "Tabel 4.4 Rencana Program dan Kegiatan RKPD {region} Tahun {year}", "RKPD {region} TAHUN {year}", "Tabel V-1 Rencana Kerja dan Pendanaan Daerah Tahun {year}"),
    "evaluation": ("Tabel T-C.29. Rekapitulasi Evaluasi Hasil Pelaksanaan Renja Perangkat Daerah dan Pencapaian Renstra s/d Tahun {year}", "Tabel 2.1 Evaluasi Pelaksanaan Renja {opd} Tahun {year}", "Formulir E.81 Evaluasi Terhadap Hasil Renja Perangkat Daerah Lingkup {region} Tahun {year}"),
    "lkip": ("Tabel 3.9 Anggaran dan Realisasi Program {opd} Tahun {year}", "Tabel 3.12 Realisasi Anggaran per Program dan Kegiatan Tahun {year}", "Tabel III.6 Akuntabilitas Keuangan {opd} Tahun Anggaran {year}"),
    "pk": ("", "LAMPIRAN PERJANJIAN KINERJA TAHUN {year}", "PERJANJIAN KINERJA TAHUN {year} {opd}"),
    "technique": ("Tabel 4.1 Teknik Merumuskan Program/Kegiatan/Subkegiatan Renstra {opd}", "Tabel 4.2 Perumusan Program, Kegiatan dan Subkegiatan {opd}", "Tabel T-C.26 Tujuan, Sasaran, Outcome, Output dan Program"),
    "apbd": ("Lampiran III Rincian APBD Menurut Urusan Pemerintahan Daerah, Organisasi, Program, Kegiatan, Sub Kegiatan Tahun Anggaran {year}", "REKAPITULASI BELANJA MENURUT URUSAN, ORGANISASI, PROGRAM DAN KEGIATAN TAHUN ANGGARAN {year}", "Lampiran II Peraturan Daerah {region} tentang APBD Tahun Anggaran {year}"),
    "flagship": ("Tabel 3.8 Program Unggulan Kepala Daerah {region}", "Daftar Program Strategis Daerah Tahun {year}", "Program Prioritas Bupati dan Wakil Bupati Periode {first}-{last}", "Program Unggulan"),
    "cascading": ("Tabel 4.1 Cascading Kinerja {opd}", "Tabel 3.2 Matriks Keterkaitan Sasaran, Program, Kegiatan dan Sub Kegiatan", "MATRIK CASCADING {opd} TAHUN {year}", "Tabel 2.5 Pohon Kinerja dan Program Pendukung"),
    "stacked": ("Tabel 4.4 Daftar Subkegiatan Prioritas dalam Mendukung Program Prioritas Pembangunan Daerah", "Tabel 4.5 Program Prioritas dan Kegiatan/Subkegiatan {opd}", "Tabel 3.3 Program, Kegiatan dan Sub Kegiatan {opd} Tahun {year}"),
    "priorities": ("Tabel 4.6 Program Prioritas Daerah Tahun {year}", "Tabel 5.2 Keterkaitan Prioritas Nasional dengan Prioritas Daerah {region}", "Tabel 3.4 Strategi, Arah Kebijakan dan Program Pembangunan"),
    "two_panels": ("Tabel T-C.31. Review terhadap Rancangan Awal RKPD Tahun {year} {region}", "Tabel 2.4 Telaahan terhadap Rancangan Awal RKPD Tahun {year}"),
    "proposals": ("Tabel T-C.32. Usulan Program dan Kegiatan dari Para Pemangku Kepentingan Tahun {year}", "Tabel 2.5 Usulan Program/Kegiatan Hasil Musrenbang Tahun {year}"),
    "sheet": ("RENCANA KERJA DAN ANGGARAN {opd} TAHUN {year}", "REKAPITULASI BELANJA {opd}", "RKPD {region} {year}"),
}  # fmt: skip
CAPTION_LINES = (
    "{region}",
    "Tahun Anggaran {year}",
    "TAHUN {year}",
    "PEMERINTAH {region}\nTAHUN {year}",
    "{opd}",
    "Periode {first}-{last}",
    "Lembar 1 dari 4",
)
OWNER_LINES = (
    "Nama Perangkat Daerah : {opd}",
    "Perangkat Daerah : {opd}",
    "Unit Organisasi : {opd}",
    "OPD: {opd}",
    "SKPD : {opd} {region}",
    "Nama SKPD : {opd}",
)
PROSE = (
    "Perencanaan pembangunan daerah disusun secara terpadu, terukur, dapat dilaksanakan dan berkelanjutan dengan memperhatikan kemampuan keuangan daerah serta kebutuhan masyarakat.",
    "Pelaksanaan program dan kegiatan pada tahun sebelumnya secara umum berjalan baik, meskipun beberapa kegiatan belum mencapai target karena keterbatasan anggaran dan sumber daya manusia.",
    "Isu strategis yang dihadapi dalam lima tahun ke depan antara lain masih tingginya kesenjangan pelayanan antarwilayah, belum optimalnya pemanfaatan teknologi informasi dan perubahan iklim.",
    "Program tersebut mendukung pencapaian sasaran pembangunan nasional, antara lain Program Indonesia Sehat dan Program Nasional Pemberdayaan Masyarakat yang telah dilaksanakan sejak tahun 2007.",
    "Berdasarkan hasil evaluasi, tingkat serapan anggaran mencapai 94,27 persen dari pagu sebesar Rp12.345.678.900,00 yang tersebar pada lima program dan dua belas kegiatan.",
    "Arah kebijakan disusun sebagai pedoman yang rasional untuk menentukan program prioritas perangkat daerah agar selaras dengan kebijakan provinsi dan nasional.",
    "Rencana ini menjadi acuan bagi seluruh bidang dalam menyusun rencana kerja tahunan, sehingga kegiatan yang dilaksanakan benar-benar mendukung sasaran yang ditetapkan.",
    "Faktor pendorong keberhasilan adalah dukungan pimpinan, koordinasi lintas sektor, serta partisipasi masyarakat dan dunia usaha dalam pelaksanaan kegiatan di lapangan.",
    "Adapun kegiatan penyuluhan yang dilaksanakan pada triwulan kedua belum menjangkau seluruh desa sehingga perlu dilanjutkan pada tahun berikutnya.",
    "Penyusunan dokumen mengacu pada Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, Pengendalian dan Evaluasi Pembangunan Daerah.",
    "Kinerja pelayanan diukur melalui indikator kinerja utama yang ditetapkan setiap tahun dan dilaporkan secara berjenjang kepada kepala daerah.",
    "Kebutuhan pendanaan dihitung berdasarkan analisis standar belanja, standar harga satuan, serta proyeksi pendapatan daerah yang disusun bersama perangkat daerah pengelola keuangan.",
)
HEADINGS = (
    "1.1 Latar Belakang",
    "1.3 Maksud dan Tujuan",
    "2.1 Gambaran Pelayanan",
    "2.3 Isu Strategis",
    "3.1 Tujuan dan Sasaran",
    "3.2 Strategi dan Arah Kebijakan",
    "4.1 Program dan Kegiatan",
    "BAB V PENUTUP",
    "4.2 Kerangka Pendanaan",
)
LAWS = (
    "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional",
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah diubah beberapa kali",
    "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah",
    "Peraturan Presiden Nomor 18 Tahun 2020 tentang Rencana Pembangunan Jangka Menengah Nasional Tahun 2020-2024",
    "Peraturan Menteri Dalam Negeri Nomor 90 Tahun 2019 tentang Klasifikasi, Kodefikasi, dan Nomenklatur Perencanaan Pembangunan dan Keuangan Daerah",
    "Instruksi Menteri Dalam Negeri Nomor 2 Tahun 2025 tentang Pedoman Penyusunan RPJMD dan Renstra Perangkat Daerah Tahun 2025-2029",
    "Peraturan Daerah tentang Program Pembentukan Peraturan Daerah dan Kegiatan Tahun Jamak",
    "Keputusan Menteri Dalam Negeri Nomor 050-5889 Tahun 2021 tentang Hasil Verifikasi Pemutakhiran Klasifikasi",
)
CONTENTS = (
    "KATA PENGANTAR", "DAFTAR ISI", "BAB I PENDAHULUAN", "1.1 Latar Belakang", "1.2 Landasan Hukum", "BAB II GAMBARAN PELAYANAN PERANGKAT DAERAH", "2.1 Tugas, Fungsi dan Struktur Organisasi",
    "BAB III PERMASALAHAN DAN ISU STRATEGIS", "BAB IV TUJUAN DAN SASARAN", "BAB VI RENCANA PROGRAM DAN KEGIATAN SERTA PENDANAAN", "6.1 Program Prioritas", "6.2 Kegiatan dan Sub Kegiatan Strategis",
    "Tabel 6.1 Rencana Program, Kegiatan dan Pendanaan", "Tabel 2.1 Evaluasi Program dan Kegiatan Tahun Lalu", "BAB VII KINERJA PENYELENGGARAAN BIDANG URUSAN", "BAB VIII PENUTUP",
)  # fmt: skip
STATISTICS = (
    "Jumlah Penduduk", "Laju Pertumbuhan Ekonomi", "Indeks Pembangunan Manusia", "Tingkat Pengangguran Terbuka", "Angka Kemiskinan", "Rasio Gini", "Angka Harapan Hidup",
    "Program Keluarga Harapan (KPM)", "Jumlah Kegiatan Posyandu", "Umur Harapan Hidup", "PDRB per Kapita", "Jumlah Koperasi Aktif", "Panjang Jalan Mantap", "Cakupan Imunisasi Dasar",
)  # fmt: skip
SPENDING = (
    ("5.1.02.01.01.0024", "Belanja Alat Tulis Kantor"), ("5.1.02.01.01.0052", "Belanja Makanan dan Minuman Rapat"), ("5.1.02.02.01.0003", "Honorarium Narasumber"),
    ("5.1.02.04.01.0001", "Belanja Perjalanan Dinas Biasa"), ("5.2.02.10.01.0002", "Belanja Modal Personal Computer"), ("5.1.02.02.01.0026", "Belanja Jasa Tenaga Administrasi"),
    ("5.1.02", "Belanja Barang dan Jasa"), ("5.2", "Belanja Modal"), ("5.1.01", "Belanja Pegawai"),
)  # fmt: skip
TOTALS = (
    "JUMLAH",
    "TOTAL",
    "Jumlah",
    "Total",
    "JUMLAH TOTAL",
    "Sub Total",
    "Jumlah Total Belanja",
    "TOTAL PAGU",
    "Grand Total",
    "JUMLAH ANGGARAN",
    "Total {name}",
    "JUMLAH {name}",
    "JUMLAH PROGRAM",
    "Count=185",
    "Jumlah Belanja Program dan Kegiatan",
)
EVALUATION_ENDS = (
    "Rata-rata capaian kinerja (%)",
    "Predikat kinerja",
    "Faktor pendorong keberhasilan kinerja: dukungan anggaran dan program kegiatan yang tepat sasaran",
    "Faktor penghambat pencapaian kinerja: keterbatasan sumber daya",
    "Tindak lanjut yang diperlukan dalam triwulan berikutnya",
)
NOTES = (
    "Sumber: Bappeda, data diolah",
    "Keterangan: *) belum termasuk dana alokasi khusus",
    "Catatan: pagu indikatif dapat berubah",
    "Sumber : Sub Bagian Perencanaan dan Keuangan, {year}",
    "*) Angka sementara",
)
LIST_INTROS = (
    "Program unggulan yang dilaksanakan oleh {opd} {region} pada Tahun {year} adalah sebagai berikut:",
    "Program prioritas Tahun {year} meliputi:", "Adapun program yang akan dilaksanakan adalah:", "Program dan kegiatan yang mendukung sasaran tersebut antara lain:",
    "Untuk mencapai sasaran tersebut ditetapkan program sebagai berikut :", "Program strategis kepala daerah terdiri dari:", "Dalam rangka pelaksanaan urusan, {opd} melaksanakan program:",
    "Pada tahun anggaran {year} telah dialokasikan anggaran untuk program-program berikut:", "Program yang dilaksanakan pada Tahun {year} yaitu:",
)  # fmt: skip
# What goes on behind a name in a sentence.
BEHIND_NAMES = (
    ", dengan sasaran {outcome}.", " dengan alokasi anggaran sebesar {money}.", ", yang bertujuan untuk {outcome}.", " dengan anggaran sebesar {money} yang bersumber dari APBD.",
    ", dengan indikator {outcome};", " yang diarahkan pada {outcome}.", ", sebesar {money}", ". Program ini diarahkan agar {outcome} pada akhir periode.", ", dianggarkan {money};",
    " (dengan target {outcome}).",
)  # fmt: skip
# Prose that mentions a program and lists none.
MENTIONS = (
    "Pelaksanaan {name} pada tahun {year} telah memberikan dampak yang nyata bagi masyarakat.", "Sebagaimana diuraikan di atas, {name} masih menghadapi kendala pada aspek sumber daya.",
    "Hasil evaluasi menunjukkan bahwa {name} mencapai target, sedangkan kegiatan pendukungnya belum.", "Hal ini sejalan dengan {name} yang ditetapkan oleh pemerintah pusat.",
    "Koordinasi dengan kementerian dilakukan agar {name} dapat didukung melalui dana alokasi khusus.", "Capaian tersebut tidak terlepas dari dukungan {name} serta partisipasi masyarakat.",
)  # fmt: skip
OFFICES = (
    "Kepala Dinas", "Sekretariat, membawahi Sub Bagian Perencanaan Program dan Keuangan", "Sub Bagian Program dan Pelaporan", "Sub Bagian Umum dan Kepegawaian",
    "Bidang Perencanaan Program dan Evaluasi Kegiatan", "Bidang Pembinaan dan Pengembangan", "Seksi Data dan Informasi", "Kelompok Jabatan Fungsional", "Unit Pelaksana Teknis Daerah",
    "Bidang Pengendalian dan Penyuluhan", "Seksi Monitoring Program",
)  # fmt: skip
# What stands below a program's name in a list.
DESCRIPTIONS = (
    "Program ini bertujuan untuk {outcome} melalui berbagai kegiatan yang dilaksanakan secara bertahap.", "Merupakan upaya untuk {outcome} dengan melibatkan seluruh pemangku kepentingan.",
    "Sasaran program adalah {outcome}.", "Kegiatan yang dilaksanakan antara lain pembinaan, pengawasan, serta fasilitasi agar {outcome}.", "Diarahkan pada {outcome} di seluruh wilayah.",
)  # fmt: skip
