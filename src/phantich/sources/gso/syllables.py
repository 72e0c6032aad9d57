"""Syllables of the office's tables that tell TCVN3 from Unicode where the letters alone do not.

Of the words that both encodings can read (all their letters beyond ASCII are shared bytes), these
are the ones that stand, in either encoding, in sheets of one encoding only, in at least two of the
monthly workbooks 2000-2025.
"""

from __future__ import annotations

from typing import Final

_TEXT: Final = """
biên biến biển biểu buôn buýt buộc bà bàn bái bán bánh bãi bé béc bê bên bì bìa bình bò bón bóng
bông búp bất bến bốc bộ bột chiếc chiều chuyên chuyển chuẩn cháy châu chè chép chí chín chính
chú chất chế chết chờ cuối cuốn cà cá các cách cái cán cáo cáp cát cây có cói công cùng cấp cấu
cấy cố cốc cống cộng cột cụ cục duyên dài dân dây dép dù dùng dẫn dục dụng dừa dự dựng ghế giày
giá giáo giúp giấy giới gái góc gốc gốm gội hiểm hoà hoàn hoá huế hà hàn hàng hành hè hình hòa
hóa hút hỏng hộ hội hộp khiển khoáng khác khách khái khánh khí khô không khẩu khối kiên kè kéo
kì kính ký kế kết kỳ liên liêu liền luân là làm lào lá lát lâm lân lâu lãnh lên lít lông lúa lúc
lý lỏng lốp lớn lớp lụa lụt lực miền màu mác mái máy mây mì mía móc mô môi môn mùa mũ mất mỏ một
mới mỡ mục mực mỳ nghiêm nghìn ngoài nguyên ngành ngày ngân ngãi ngói ngô ngũ ngẫu ngừng nhiên
nhiễm nhà nhân nhóm nhất nhựa niên nuôi này nê nón nóng nông núi nếu nền nội phiếu phá pháp phát
phân phép phê phí phía phòng phôi phú phúc phẩm phế phố phối phụ phục quyết quân quét quí quý
quốc rác rê rút rừng suất sách sánh sáu sâu séc sét síp sóc sông súc sỏi số sụp sự thiên thiết
thiếu thoát thuyền thuê thuế thuốc thuộc thành thác thái tháng tháp thân thép thóc thô thôn
thông thú thất thế thể thống thời thụ thụy thừa thực tiên tiêu tiến tiếp tiền tiểu toàn toán
triều triển truyền trà trái tránh trâu trây trên trình trí tròn trôi trú trừ trực tuyên tài tàu
tái tám tán tân tây tích tín tính tít tô tôm tông tùng túc túi tấn tất tẩy tế tết tốc tốt tục từ
tự uống viên viễn và vàng vào véc ví vùng vũng vấn về vốn với vỡ vụ vừng vực xuân xuất xuống xà
xá xách xát xây xã xê xí xút xếp yên yếu á án ánh áo âu ít ô úc ấn ống
"""
KNOWN: Final = frozenset(_TEXT.split())
